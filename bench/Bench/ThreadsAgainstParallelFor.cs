using Cluster.Coordinator.Execution;
using Cluster.DataPlane.Mapped;
using Cluster.Jobs;
using Cluster.Numerics;

namespace Cluster.Bench;

/// <summary>Mode <c>threads</c> against what somebody would write by hand over the same kernel and chunks.</summary>
internal static class ThreadsAgainstParallelFor
{
    internal static async Task RunAsync()
    {
        await CompareAsync("summarize 10⁷", new Prepared("summarize", 2));
        await CompareAsync("monte-carlo-pi 10⁸", new Prepared("monte-carlo-pi", 2));
        await CompareAsync("column-sums 800 MB", new Prepared("column-sums", 2, ("rows", 10_000L), ("columns", 10_000L)));
    }

    private static async Task CompareAsync(string what, Prepared prepared)
    {
        using (prepared)
        {
            await using var threads = new ThreadsExecutor(prepared.Job, prepared.Store);
            await Pairs.CompareAsync($"threads, {what}", 41, "mode threads", () => prepared.RunAsync(threads), "Parallel.For", () =>
            {
                ByHand(prepared);
                return Task.CompletedTask;
            });
        }
    }

    private static void ByHand(Prepared prepared)
    {
        (IJob job, ChunkPlan plan) = (prepared.Job.Job, prepared.Job.Plan);
        MappedArray[] arrays = [.. prepared.Store.Inputs.Select(input => input.Here)];
        byte[][] partials = new byte[plan.Count][];
        Parallel.For(0, plan.Count, new ParallelOptions { MaxDegreeOfParallelism = 2 }, index =>
        {
            Chunk chunk = plan[index];
            ArrayView[] views = [.. arrays.Select(array => array.View(chunk))];
            partials[index] = new byte[job.PartialSize(chunk)];
            job.Map(new MapContext(chunk, views, default), partials[index]);
        });
        IReduction reduction = job.StartReduction(plan);
        for (int i = 0; i < plan.Count; i++) reduction.Add(plan[i], partials[i]);
        reduction.CompleteStage();
    }
}
