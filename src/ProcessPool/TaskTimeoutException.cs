namespace Cluster;

/// <summary>A task's time was up. It was ended together with its worker, which is replaced.</summary>
public sealed class TaskTimeoutException : TimeoutException
{
    internal TaskTimeoutException(string function, TimeSpan limit, int workerId, int processId)
        : base($"{function} took longer than {limit.TotalSeconds:0.###} s and was ended together with worker {workerId} (pid {processId})") =>
        (Limit, WorkerId, ProcessId) = (limit, workerId, processId);

    /// <summary>What it was allowed, from its start in the worker.</summary>
    public TimeSpan Limit { get; }

    /// <summary>The worker's number in its pool.</summary>
    public int WorkerId { get; }

    /// <summary>The process id that the worker had.</summary>
    public int ProcessId { get; }
}
