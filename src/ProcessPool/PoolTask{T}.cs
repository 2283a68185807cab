using System.Runtime.CompilerServices;
using Cluster.Dispatch;

namespace Cluster;

/// <summary>A function that was submitted to a pool. Awaiting it gives its result, or throws what became of it.</summary>
/// <typeparam name="TResult">What the function returns.</typeparam>
/// <remarks>
/// It throws <see cref="RemoteTaskException"/> if the function threw, <see cref="WorkerLostException"/> if it took its worker down,
/// <see cref="TaskTimeoutException"/> if its time was up, <see cref="OperationCanceledException"/> if it was cancelled, and
/// <see cref="PoolBrokenException"/> if there are no workers any more.
/// </remarks>
public sealed class PoolTask<TResult> : PoolTask
{
    private readonly Task<TResult> _task;

    internal PoolTask(Call call, ITaskRunner runner, Task<TResult> task)
        : base(call, runner, task) => _task = task;

    /// <summary>The same as a <see cref="Task{TResult}"/>.</summary>
    /// <returns>A task that ends as this one does.</returns>
    public new Task<TResult> AsTask() => _task;

    /// <summary>Makes this awaitable.</summary>
    /// <returns>The awaiter.</returns>
    public new TaskAwaiter<TResult> GetAwaiter()
    {
        Help(_task);
        return _task.GetAwaiter();
    }

    /// <summary>Calls an action when the task has ended, in whatever way, on a thread of the thread pool.</summary>
    /// <param name="continuation">Gets this task.</param>
    /// <returns>The end of the continuation.</returns>
    public Task ContinueWith(Action<PoolTask<TResult>> continuation)
    {
        ArgumentNullException.ThrowIfNull(continuation);
        return _task.ContinueWith(_ => continuation(this), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }
}
