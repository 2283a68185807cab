using System.ComponentModel.DataAnnotations;

namespace Cluster;

/// <summary>What applies to tasks of one call. What is not set is taken from the pool's options.</summary>
public record TaskOptions
{
    /// <summary>How long a task may run, from its start in a worker; past it the task is ended with its worker. Null for the pool's.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "365.00:00:00")]
    public TimeSpan? Timeout { get; init; }

    /// <summary>How often a task may be begun, if workers are lost over it; null for the pool's.</summary>
    /// <remarks>
    /// More than 1 only for functions that may run twice: what the first attempt had done stays done. A short task that had just ended, and whose result was still
    /// on its way when a later one took the worker down, is begun again all the same.
    /// </remarks>
    [Range(1, 100)]
    public int? Attempts { get; init; }

    /// <summary>Hears of what running tasks report (<see cref="WorkerContext.Report"/>), on a thread of the thread pool; <see langword="null"/> for nobody.</summary>
    /// <remarks>
    /// One report after the other; what a task said last may be heard after its end. A listener may block: reports then wait for it, and of thousands the oldest are
    /// left out. What it throws is logged.
    /// </remarks>
    public IProgress<TaskProgress>? TaskProgress { get; init; }
}
