using System.Runtime.CompilerServices;
using Cluster.Dispatch;

namespace Cluster;

/// <summary>A function that was submitted to a pool, without a result. Awaiting it waits for its end.</summary>
/// <remarks>Any thread. What is not awaited runs all the same; its failure is then seen by nobody.</remarks>
public class PoolTask
{
    private readonly Call _call;
    private readonly ITaskRunner _runner;
    private readonly Task _task;

    private protected PoolTask(Call call, ITaskRunner runner, Task task) => (_call, _runner, _task) = (call, runner, task);

    /// <summary>Where the task is at this moment.</summary>
    public PoolTaskState State => _task switch
    {
        { IsCanceled: true } => PoolTaskState.Canceled,
        { IsFaulted: true } => PoolTaskState.Failed,
        { IsCompleted: true } => PoolTaskState.Succeeded,
        _ => _call.IsRunning ? PoolTaskState.Running : PoolTaskState.Waiting,
    };

    /// <summary>Whether it has ended, in whatever way.</summary>
    public bool IsCompleted => _task.IsCompleted;

    /// <summary>
    /// Cancels the task: one that waits is taken back, one that runs has its <see cref="WorkerContext.CancellationToken"/> cancelled and is ended
    /// together with its worker if it goes on for longer than <see cref="ProcessPoolOptions.CancelGrace"/>.
    /// </summary>
    /// <returns>What came of it, once the task has ended. A task ends once, whoever else cancels it.</returns>
    public Task<CancelOutcome> Cancel() => _runner.Cancel(_call);

    /// <summary>The same as a <see cref="Task"/>.</summary>
    /// <returns>A task that ends as this one does.</returns>
    public Task AsTask() => _task;

    /// <summary>Makes this awaitable.</summary>
    /// <returns>The awaiter.</returns>
    public TaskAwaiter GetAwaiter()
    {
        Help(_task);
        return _task.GetAwaiter();
    }

    /// <summary>Calls an action when the task has ended, in whatever way, on a thread of the thread pool.</summary>
    /// <param name="continuation">Gets this task.</param>
    /// <returns>The end of the continuation.</returns>
    public Task ContinueWith(Action<PoolTask> continuation)
    {
        ArgumentNullException.ThrowIfNull(continuation);
        return _task.ContinueWith(_ => continuation(this), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }

    // Who waits reads the answer itself, if it is about to come: no thread has to be woken for it then, and none for what comes next.
    private protected void Help(Task task)
    {
        if (!task.IsCompleted) _runner.Help(_call, task);
    }

    internal static PoolTask Of(Call call, ITaskRunner runner, Task task) => new(call, runner, task);
}
