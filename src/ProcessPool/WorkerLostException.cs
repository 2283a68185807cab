using Cluster.Faults;

namespace Cluster;

/// <summary>A task's worker ended while the task was running: it crashed, exited, was killed, or used more memory than it may.</summary>
/// <remarks>Only the task that was running fails; whatever else the worker had been given goes to others, and the worker is replaced.</remarks>
public sealed class WorkerLostException : Exception
{
    private WorkerLostException(string message, int workerId, int processId, int attempt, bool memory)
        : base(message) => (WorkerId, ProcessId, Attempt, IsMemoryLimit) = (workerId, processId, attempt, memory);

    /// <summary>The worker's number in its pool.</summary>
    public int WorkerId { get; }

    /// <summary>The process id that the worker had.</summary>
    public int ProcessId { get; }

    /// <summary>How often the task had been begun by then.</summary>
    public int Attempt { get; }

    /// <summary>Whether the worker was ended because of <see cref="ProcessPoolOptions.MemoryLimit"/>.</summary>
    public bool IsMemoryLimit { get; }

    /// <param name="function">That was running.</param>
    /// <param name="workerId">Where.</param>
    /// <param name="processIds">Of the workers that were lost over the task, the last one last.</param>
    /// <param name="fault">How that one ended.</param>
    internal static WorkerLostException Of(string function, int workerId, IReadOnlyList<int> processIds, FaultInfo fault) =>
        new($"{function} was running when its worker was lost: {fault.Message}{Times(processIds)}", workerId, processIds[^1], processIds.Count, memory: false);

    internal static WorkerLostException OfMemory(string function, int workerId, int processId, int attempt) =>
        new($"{function} made worker {workerId} (pid {processId}) use more memory than it may, and the worker was ended (raise MemoryLimit, or give it less to do at a time)", workerId, processId, attempt, memory: true);

    private static string Times(IReadOnlyList<int> processIds) =>
        processIds.Count == 1 ? "" : $" (attempt {processIds.Count}: it has taken down {processIds.Count} workers, pids {string.Join(", ", processIds)})";
}
