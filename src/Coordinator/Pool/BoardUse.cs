using Cluster.Coordinator.Scheduling;
using Cluster.HandOut;
using Cluster.Memory;

namespace Cluster.Coordinator.Pool;

/// <summary>The board that the workers of a job take its chunks from, in place of batches that are sent.</summary>
/// <param name="Segment">What workers map.</param>
/// <param name="Board">The same memory here; it outlives the job.</param>
/// <param name="Schedule">How chunks are taken.</param>
/// <param name="Batch">How many at a time; null for the schedule's own choice.</param>
internal sealed record BoardUse(SegmentHandle Segment, ChunkBoard Board, Schedule Schedule, int? Batch)
{
    /// <summary>The schedule as workers follow it.</summary>
    internal TakingRule Rule => Schedule switch
    {
        Schedule.Static => TakingRule.OwnBlock,
        Schedule.Dynamic => TakingRule.Fixed,
        Schedule.Guided => TakingRule.Shrinking,
        _ => TakingRule.OwnBlockThenHelp,
    };
}
