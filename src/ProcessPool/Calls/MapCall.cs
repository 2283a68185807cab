using Cluster.Dispatch;
using Cluster.Faults;
using MessagePack;

namespace Cluster.Calls;

/// <summary>A call of some tasks of a map: consecutive inputs.</summary>
/// <param name="entry">The function.</param>
/// <param name="limits">Of each task.</param>
/// <param name="function">For running it here; its arguments are kept only then.</param>
/// <param name="first">The first input's place in the source.</param>
/// <param name="outcomes">One for each input; those whose arguments could not travel have failed already.</param>
/// <param name="places">Of the tasks among the outcomes; null if all are tasks.</param>
/// <param name="here">The tasks' arguments, if they are to run in this process.</param>
/// <param name="bytes">Of the arguments.</param>
/// <param name="completed">Told, on whatever thread, when all have ended.</param>
internal sealed class MapCall<TArguments, TResult>(
    FunctionEntry entry, CallLimits limits, TaskFunction<TArguments, TResult> function, long first, TaskOutcome<TResult>[] outcomes, int[]? places,
    TArguments[]? here, long bytes, Action<MapCall<TArguments, TResult>> completed)
    : Call(entry, limits)
    where TArguments : struct, IArguments
{
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completed when all tasks have ended.</summary>
    internal Task Ended => _ended.Task;

    /// <summary>Hears of what the tasks report; null for nobody.</summary>
    internal IProgress<TaskProgress>? Progress { get; init; }

    /// <summary>After <see cref="Ended"/>: in the order of the inputs.</summary>
    internal IReadOnlyList<TaskOutcome<TResult>> Outcomes => outcomes;

    /// <summary>Bytes that the arguments take, as they travel.</summary>
    internal long ArgumentBytes { get; } = bytes;

    /// <summary>Bytes that the results have taken that are there.</summary>
    internal long ResultBytes { get; private set; }

    /// <summary>Its place among the calls of its map; the map's own.</summary>
    internal LinkedListNode<MapCall<TArguments, TResult>>? Node { get; set; }

    internal override bool WasCancelled => outcomes[^1].Exception is OperationCanceledException;

    internal override void Return(int task, ref MessagePackReader reader)
    {
        long before = reader.Consumed;
        Set(task, ResultReader.TryRead(ref reader, Scope, out TResult? value, out Exception? failure) ? value : default, failure);
        ResultBytes += reader.Consumed - before;
    }

    internal override void Fail(int task, Exception exception) => Set(task, default, exception);

    internal override void Cancel(int task) => Set(task, default, new OperationCanceledException("the task was cancelled"));

    internal override void Report(int task, double fraction, string? text) => Progress?.Report(new TaskProgress(first + PlaceOf(task), fraction, text));

    internal override void Complete()
    {
        completed(this);
        _ended.TrySetResult();
    }

    internal override async ValueTask RunHereAsync(int task, WorkerContext context, CancellationToken cancelled)
    {
        try
        {
            Set(task, await function.RunHere(here![task], context).ConfigureAwait(false), null);
        }
        catch (OperationCanceledException) when (cancelled.IsCancellationRequested)
        {
            Cancel(task);
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

    private int PlaceOf(int task) => places is null ? task : places[task];

    private void Set(int task, TResult? value, Exception? exception)
    {
        NoteOutcome(task, exception);
        int place = PlaceOf(task);
        outcomes[place] = new TaskOutcome<TResult>(first + place, value, exception);
    }
}
