using Cluster.Coordinator.Execution;
using Cluster.Coordinator.Scheduling;
using Cluster.Jobs;

namespace Cluster.Coordinator.Ranks;

/// <summary>Whether ranks are dealt out all chunks beforehand, or ask for more when they are done.</summary>
internal static class RankSchedule
{
    /// <remarks>
    /// To ask costs a round trip and a pause of the workers for each block; to be dealt out costs the difference between ranks, and a rank that needs no
    /// other part of the input than its own. So left to the program, ranks ask where a run has one stage and chunks make their own numbers.
    /// </remarks>
    internal static bool Asks(PreparedJob job) => job.Request.Schedule switch
    {
        Schedule.Static => false,
        Schedule.Dynamic or Schedule.Guided => true,
        _ => !job.Job.IsIterative && job.Inputs.All(static input => input.Use == InputUse.Broadcast),
    };
}
