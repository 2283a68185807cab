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

    internal IProgress<TaskProgress>? Progress { get; init; }

    internal override bool WasCancelled => _source.Task.IsCanceled;

    internal override void Return(int task, ref MessagePackReader reader)
    {
        if (ResultReader.TryRead(ref reader, Scope, out TResult? value, out Exception? failure)) Succeed(value!);
        else Fail(task, failure!);
    }

    internal override void Fail(int task, Exception exception)
    {
        NoteOutcome(task, exception);
        _source.TrySetException(exception);
    }

    internal override void Cancel(int task) => Cancel(default);

    internal override void Report(int task, double fraction, string? text) => Progress?.Report(new TaskProgress(0, fraction, text));

    internal override async ValueTask RunHereAsync(int task, WorkerContext context, CancellationToken cancelled)
    {
        try
        {
            Succeed(await function.RunHere(arguments, context).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (cancelled.IsCancellationRequested)
        {
            Cancel(cancelled);
        }
        catch (OperationCanceledException) when (context.CancellationToken.IsCancellationRequested)
        {
            Fail(task, TimeIsUp(context));
        }
        catch (Exception ex)
        {
            Fail(task, new RemoteTaskException(Function.Name, ExceptionInfo.Of(ex), context.WorkerId, Environment.ProcessId, 1, ex));
        }
    }

    private void Succeed(TResult value)
    {
        NoteOutcome(0, null);
        _source.TrySetResult(value);
    }

    private void Cancel(CancellationToken token)
    {
        NoteOutcome(0, new OperationCanceledException(token));
        _source.TrySetCanceled(token);
    }
}
