namespace Cluster.Dispatch;

/// <summary>Where calls are run: in workers, or in this process.</summary>
internal interface ITaskRunner : IAsyncDisposable
{
    /// <summary>How many tasks run at a time.</summary>
    int Workers { get; }

    /// <summary>How many tasks are running.</summary>
    int Running { get; }

    /// <summary>Takes a call. It ends once, on some other thread, whatever happens; also before this returns.</summary>
    /// <exception cref="ObjectDisposedException">It takes no more calls.</exception>
    void Submit(Call call);

    /// <summary>Asks for the end of a call. The answer comes when the call has ended.</summary>
    Task<CancelOutcome> Cancel(Call call);

    /// <summary>Does what can be done to end a call, for a moment, on a thread that is about to wait for it.</summary>
    /// <param name="call">That was submitted.</param>
    /// <param name="end">Its end.</param>
    void Help(Call call, Task end);

    /// <summary>Runs that many at a time from now on.</summary>
    void Resize(int workers);

    /// <summary>Waits until all workers are there, and their initializers have returned.</summary>
    Task StaffAsync(CancellationToken cancellationToken);

    /// <summary>Takes no more calls from now on; those that it has go on.</summary>
    void Refuse();

    /// <summary>Waits until nothing is queued or running.</summary>
    Task DrainAsync();

    /// <summary>Ends everything at once, whatever it does. Must be followed by <see cref="IAsyncDisposable.DisposeAsync"/>.</summary>
    Task AbortAsync();
}
