using Cluster.Faults;
using Cluster.Framing;

namespace Cluster.Processes;

/// <summary>What the workers of a pool work on: a job, or the tasks of a program.</summary>
/// <remarks>Any thread; <see cref="Receive"/> and <see cref="Drained"/> on the worker's own link thread. Its lock is taken after the supervisor's, never before.</remarks>
internal interface IPoolWork
{
    /// <summary>Before a worker is started in a free place of a pool on demand: whether there is anything for it.</summary>
    bool TryReserve(int worker);

    /// <summary>A worker is ready to take part: at the beginning, or in place of one that is gone.</summary>
    void Join(WorkerLink link);

    /// <summary>A worker that was told to go is gone; false when it had not yet done all that it was sent, and so was lost.</summary>
    bool Release(WorkerLink link);

    /// <summary>A worker is gone: the last time to say that something was finished, before it is decided whether it is worth replacing it.</summary>
    void Losing(WorkerLink link)
    {
    }

    /// <summary>A worker is gone, and nothing will come of what it was sent.</summary>
    void Lost(WorkerLink link, FaultInfo fault);

    /// <summary>A place stays empty.</summary>
    void Abandon(int worker);

    /// <summary>There will be no workers any more.</summary>
    void Fail(FaultInfo fault);

    /// <inheritdoc cref="IFrameSink.Receive"/>
    void Receive(WorkerLink link, in Frame frame);

    /// <inheritdoc cref="IFrameSink.Drained"/>
    void Drained(WorkerLink link);

    /// <summary>From time to time, on the thread of the pool's watch: the time to see who is past a limit.</summary>
    /// <param name="now">As a timestamp.</param>
    /// <param name="runningSince">Since when this process has run without a pause: of what was before that nobody may be blamed.</param>
    void Look(long now, long runningSince);
}
