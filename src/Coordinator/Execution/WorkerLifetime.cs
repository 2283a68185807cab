namespace Cluster.Coordinator.Execution;

/// <summary>How long a worker, process or thread, is kept. Never changes a result, only what its start and its end cost.</summary>
internal enum WorkerLifetime
{
    /// <summary>Over all stages and repetitions of a run: the start is paid once, before the first repetition.</summary>
    Pool,

    /// <summary>For one repetition, which begins with the start and ends with the end of its workers.</summary>
    Call,

    /// <summary>For one batch. A place in the pool is taken by one worker after the other, so that there are never more than asked for.</summary>
    Task,
}
