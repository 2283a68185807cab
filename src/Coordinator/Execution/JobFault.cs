using Cluster.Faults;

namespace Cluster.Coordinator.Execution;

/// <summary>Turns what a job's own code threw in this process into the fault that it would be in a worker.</summary>
internal static class JobFault
{
    internal static FaultException Of(Exception ex, int chunk) => ex as FaultException ?? new FaultException(
        new FaultInfo(FaultCode.JobFailed, $"chunk {chunk} failed: {ex.GetType().Name}: {ex.Message}", chunk, ex.GetType().FullName, ex.StackTrace), ex);
}
