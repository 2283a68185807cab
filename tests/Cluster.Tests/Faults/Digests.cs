using System.Diagnostics;
using Cluster.Coordinator.Execution;
using Cluster.Coordinator.Reduction;

namespace Cluster.Tests.Faults;

/// <summary>A repetition on an executor that is there already, and the digest of what it gave.</summary>
internal static class Digests
{
    internal static async Task<string> OfAsync(IExecutor executor, PreparedJob job, JobArrays arrays)
    {
        // What the last run wrote must not pass for what this one left out.
        arrays.Output?.Poison();
        using var reduction = new OrderedReduction(job.Job.StartReduction(job.Plan), job.Plan);
        byte[]? state = [];
        for (int stage = 0; state is not null; stage++)
        {
            await executor.RunStageAsync(stage, Stopwatch.GetTimestamp(), state, reduction, CancellationToken.None);
            state = reduction.CompleteStage();
        }

        return Digest.Of(reduction.Result, arrays.Output);
    }
}
