using System.Diagnostics;
using Cluster.Coordinator.Execution;
using Cluster.TestKit;
using Cluster.Tests.OwnJobs;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cluster.Tests.Faults;

/// <summary>Workers are killed in the middle of a run; the result must not notice.</summary>
[Trait("Fault", "2")]
public sealed class LostWorkerTests : ProcessTest
{
    [Theory]
    [InlineData("monte-carlo-pi", "shared")]
    [InlineData("monte-carlo-pi", "pipe")]
    [InlineData("distance-matrix", "shared")]
    [InlineData("distance-matrix", "pipe")]
    [InlineData("gaussian-mixture", "shared")]
    [InlineData("gaussian-mixture", "pipe")]
    [InlineData("summarize", "shared")]
    [InlineData("summarize", "pipe")]
    [InlineData("powers", "shared")]
    [InlineData("powers", "pipe")]
    public Task WorkerPool_WorkersKilledAtRandom_GivesTheSameDigest(string name, string word) => KillAtRandomAsync(Long(name), Runs.Mode(word), Runs.Channel);

    [Theory]
    [InlineData("distance-matrix", "pipe")]
    [InlineData("gaussian-mixture", "shared")]
    public Task WorkerPool_WorkersWithRingsKilledAtRandom_GivesTheSameDigest(string name, string word) =>
        KillAtRandomAsync(Long(name), Runs.Mode(word), PoolChannel.Ring);

    private static async Task KillAtRandomAsync(RunRequest request, ExecutionMode mode, PoolChannel channel)
    {
        Random random = SeededRandom.Create();
        PreparedJob job = PreparedJob.Prepare(request);
        using var store = JobArrays.Create(job, shareable: mode == ExecutionMode.Shared, null, CancellationToken.None);
        string expected = await Digests.OfAsync(new SequentialExecutor(job, store), job, store);

        await using ProcessExecutor executor = await ProcessExecutor.StartAsync(
            job, store, inline: mode == ExecutionMode.Pipe, Runs.Options(request) with { Channel = channel }, NullLogger.Instance, CancellationToken.None);
        for (int round = 0; round < 5; round++)
        {
            int victim = executor.WorkerMemory()[random.Next(2)].ProcessId;
            Task<string> run = Digests.OfAsync(executor, job, store);
            await Task.Delay(random.Next(30), TestContext.Current.CancellationToken);
            Kill(victim);
            Assert.Equal(expected, await run);
            await Eventually.Async("the lost worker is replaced", () => executor.WorkerMemory() is [{ } one, { } two] && one.ProcessId != victim && two.ProcessId != victim);
        }

        Assert.True(executor.WorkersLost >= 5);
    }

    // A worker that takes a lost one's place loads the assembly anew, and a chunk that was cut off hands its text on once.
    [Theory]
    [InlineData("shared")]
    [InlineData("pipe")]
    public async Task WorkerPool_WorkersOfAnOwnJobKilledAtRandom_GivesTheSameDigest(string word)
    {
        string text = OwnRuns.WriteText(40);
        try
        {
            await KillAtRandomAsync(OwnRuns.WordCount(text) with { ChunkSize = 20_000 }, Runs.Mode(word), Runs.Channel);
        }
        finally
        {
            File.Delete(text);
        }
    }

    // Some tens of milliseconds: long enough to be met by a kill.
    private static RunRequest Long(string name)
    {
        if (name == "powers") return OwnRuns.Powers(10_000_000) with { ChunkSize = 20_000 };
        var request = new RunRequest { Job = name, Workers = 2 };
        return name switch
        {
            "monte-carlo-pi" => request with { Options = new Dictionary<string, object> { ["samples"] = 400_000_000L, ["tasks"] = 400L } },
            "distance-matrix" => request with { Options = new Dictionary<string, object> { ["points"] = 3_000L, ["dimensions"] = 50L }, ChunkSize = 20 },
            "gaussian-mixture" => request with { Options = new Dictionary<string, object> { ["points"] = 200_000L, ["iterations"] = 10L }, ChunkSize = 5_000 },
            _ => request with { Options = new Dictionary<string, object> { ["count"] = 30_000_000L }, ChunkSize = 100_000 },
        };
    }

    private static void Kill(int processId)
    {
        using var process = Process.GetProcessById(processId);
        process.Kill();
    }
}
