using Cluster.Dispatch;
using Cluster.Faults;
using MessagePack;

namespace Cluster.Calls;

/// <summary>A call of one task, whose end somebody may await.</summary>
internal sealed class SingleCall<TArguments, TResult>(FunctionEntry entry, CallLimits limits, TaskFunction<TArguments, TResult> function, TArguments arguments)
    : Call(entry, limits)
    where TArguments : struct, IArguments
{
    // Elsewhere than on the link thread: what the user does next may take as long as it likes.
    private readonly TaskCompletionSource<TResult> _source = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal Task<TResult> Task => _source.Task;

    internal IProgress<double>? Progress { get; init; }

    internal override bool WasCancelled => _source.Task.IsCanceled;

    internal override void Return(int task, ref MessagePackReader reader)
    {
        if (ResultReader.TryRead(ref reader, Scope, out TResult? value, out Exception? failure)) _source.TrySetResult(value!);
        else _source.TrySetException(failure!);
    }

    internal override void Fail(int task, Exception exception) => _source.TrySetException(exception);

    internal override void Cancel(int task) => _source.TrySetCanceled();

    internal override void Report(int task, double fraction, string? text) => Progress?.Report(fraction);

    internal override async ValueTask RunHereAsync(int task, WorkerContext context, CancellationToken cancelled)
    {
        try
        {
            _source.TrySetResult(await function.RunHere(arguments, context).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (cancelled.IsCancellationRequested)
        {
            _source.TrySetCanceled(cancelled);
        }
        catch (OperationCanceledException) when (context.CancellationToken.IsCancellationRequested)
        {
            _source.TrySetException(TimeIsUp(context));
        }
        catch (Exception ex)
        {
            _source.TrySetException(new RemoteTaskException(Function.Name, ExceptionInfo.Of(ex), context.WorkerId, Environment.ProcessId, 1, ex));
        }
    }
}
