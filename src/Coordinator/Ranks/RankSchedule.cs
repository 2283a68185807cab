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

    /// <summary>The chunks that a rank has in every stage, and so the part of the input that it needs; null where that is not known beforehand.</summary>
    internal static ChunkRange? Part(PreparedJob job, IReadOnlyList<int> workers, int rank) =>
        Asks(job, workers.Sum()) ? null : new RankBlocks(job.Plan.Count, workers, asks: false).First(rank);

    /// <summary>The chunks that a rank begins a stage with.</summary>
    /// <param name="job">What is run.</param>
    /// <param name="missing">Chunks that are to be computed, in order; null for all.</param>
    /// <param name="workers">Of each rank.</param>
    /// <param name="rank">The rank.</param>
    internal static int[] First(PreparedJob job, int[]? missing, IReadOnlyList<int> workers, int rank)
    {
        if (Part(job, workers, rank) is { } part)
            return missing is null ? ChunkList.All([part]) : [.. missing.Where(chunk => chunk >= part.First && chunk < part.End)];
        ChunkRange block = new RankBlocks(missing?.Length ?? job.Plan.Count, workers, asks: true).First(rank);
        return missing is null ? ChunkList.All([block]) : missing[block.First..block.End];
    }

    /// <summary>What a rank's own executor is given: blocks of a static schedule are those of ranks, and within one everybody helps.</summary>
    internal static PreparedJob Within(PreparedJob job) =>
        job.Request.Schedule == Schedule.Static ? job with { Request = job.Request with { Schedule = Schedule.Auto } } : job;
}
