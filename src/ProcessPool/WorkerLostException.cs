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

    internal static WorkerLostException Of(string function, int workerId, int processId, int attempt, FaultInfo fault) =>
        new($"{function} was running when its worker was lost: {fault.Message}{Times(attempt)}", workerId, processId, attempt, memory: false);

    internal static WorkerLostException OfMemory(string function, int workerId, int processId, int attempt) =>
        new($"{function} made worker {workerId} (pid {processId}) use more memory than it may, and the worker was ended (raise MemoryLimit, or give it less to do at a time)", workerId, processId, attempt, memory: true);

    private static string Times(int attempt) => attempt == 1 ? "" : $" (attempt {attempt})";
}
