using Cluster.Faults;

namespace Cluster.Coordinator.Execution;

/// <summary>Turns what a job's own code threw in this process into the fault that it would be in a worker.</summary>
internal static class JobFault
{
    internal static FaultException Of(Exception ex, int chunk)
    {
        // Found by the executor, and no doing of the job's.
        if (ex is FaultException fault) return fault;
        string message = $"chunk {chunk} failed: {ex.GetType().Name}: {CappedText.Of(ex.Message)}";
        return new FaultException(new FaultInfo(FaultCode.JobFailed, message, chunk, ex.GetType().FullName, ex.StackTrace), ex);
    }
}
