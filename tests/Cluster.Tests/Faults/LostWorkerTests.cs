using System.Diagnostics;
using Cluster.Coordinator.Execution;
using Cluster.Coordinator.Reduction;
using Cluster.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cluster.Tests.Faults;

/// <summary>Workers are killed in the middle of a run; the result must not notice.</summary>
public sealed class LostWorkerTests : ProcessTest
{
    [Theory]
    [InlineData("monte-carlo-pi", "shared")]
    [InlineData("monte-carlo-pi", "pipe")]
    [InlineData("summarize", "shared")]
    [InlineData("summarize", "pipe")]
    public async Task WorkerPool_WorkersKilledAtRandom_GivesTheSameDigest(string name, string word)
    {
        ExecutionMode mode = Runs.Mode(word);
        RunRequest request = name == "monte-carlo-pi"
            ? new RunRequest { Job = name, Workers = 2, Options = new Dictionary<string, object> { ["samples"] = 400_000_000L, ["tasks"] = 400L } }
            : new RunRequest { Job = name, Workers = 2, Options = new Dictionary<string, object> { ["count"] = 30_000_000L }, ChunkSize = 100_000 };
        Random random = SeededRandom.Create();
        PreparedJob job = PreparedJob.Prepare(request);
        using var store = JobArrays.Create(job, shareable: mode == ExecutionMode.Shared, null, CancellationToken.None);
        string expected = await DigestAsync(new SequentialExecutor(job, store), job);

        await using ProcessExecutor executor = await ProcessExecutor.StartAsync(
            job, store, inline: mode == ExecutionMode.Pipe, Runs.Options(request), NullLogger.Instance, CancellationToken.None);
        for (int round = 0; round < 5; round++)
        {
            int victim = executor.WorkerMemory()[random.Next(2)].ProcessId;
            Task<string> run = DigestAsync(executor, job);
            await Task.Delay(random.Next(30), TestContext.Current.CancellationToken);
            Kill(victim);
            Assert.Equal(expected, await run);
            await Eventually.Async("the lost worker is replaced", () => executor.WorkerMemory() is [{ } one, { } two] && one.ProcessId != victim && two.ProcessId != victim);
        }

        Assert.True(executor.WorkersLost >= 5);
    }

    private static async Task<string> DigestAsync(IExecutor executor, PreparedJob job)
    {
        using var reduction = new OrderedReduction(job.Job.StartReduction(job.Plan), job.Plan);
        await executor.RunStageAsync(0, Stopwatch.GetTimestamp(), default, reduction, CancellationToken.None);
        Assert.Null(reduction.CompleteStage());
        return Digest.Of(reduction.Result);
    }

    private static void Kill(int processId)
    {
        using var process = Process.GetProcessById(processId);
        process.Kill();
    }
}
