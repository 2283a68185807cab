using Cluster.Coordinator.Execution;
using Cluster.Coordinator.Scheduling;
using Cluster.Jobs;

namespace Cluster.Coordinator.Ranks;

/// <summary>Whether ranks are dealt out all chunks beforehand, or ask for more when they are done.</summary>
internal static class RankSchedule
{
    // Of fewer, a block that is asked for is a chunk or two, and the pauses around it cost more than ranks differ: 10 chunks on 2 ranks took 1.5 times as long.
    private const int ChunksPerWorker = 32;

    /// <summary>Whether ranks ask.</summary>
    /// <remarks>
    /// To ask costs a round trip and a pause of the workers for each block; to be dealt out costs the difference between ranks, and a rank that needs no
    /// other part of the input than its own. So left to the program, ranks ask where a run has one stage of many chunks that make their own numbers.
    /// </remarks>
    /// <param name="job">What is run.</param>
    /// <param name="workers">Of all ranks.</param>
    internal static bool Asks(PreparedJob job, int workers) => job.Request.Schedule switch
    {
        Schedule.Static => false,
        Schedule.Dynamic or Schedule.Guided => true,
        _ => !job.Job.IsIterative && job.Plan.Count >= (long)workers * ChunksPerWorker && job.Inputs.All(static input => input.Use == InputUse.Broadcast),
    };

    /// <summary>What a rank's own executor is given: blocks of a static schedule are those of ranks, and within one everybody helps.</summary>
    internal static PreparedJob Within(PreparedJob job) =>
        job.Request.Schedule == Schedule.Static ? job with { Request = job.Request with { Schedule = Schedule.Auto } } : job;
}
