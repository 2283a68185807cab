using Cluster.Coordinator.Execution;
using Cluster.Processes;
using Cluster.TestKit;
using Cluster.Tests.OwnJobs;

namespace Cluster.Tests.Faults;

/// <summary>Code that leaks, in workers that may only hold so much: they are replaced between two batches, and nobody notices.</summary>
public sealed class OutgrownWorkerTests : ProcessTest
{
    private const long Chunk = 10 << 20;

    [Theory]
    [InlineData("shared", false)]
    [InlineData("pipe", false)]
    [InlineData("shared", true)]
    [Trait("Fault", "34")]
    public async Task RecycleAboveMemory_EveryChunkLeaks_WorkersAreReplacedAndNoneIsLost(string word, bool perCall)
    {
        const long limit = 100 << 20;
        (RunOutcome outcome, CollectingLog log) = await RunAsync(word, perCall ? WorkerLifetime.Call : WorkerLifetime.Pool, limit);

        // Above the limit each does what it had been sent by then, and one batch more.
        Assert.InRange(Largest(outcome), 1, limit + (8 * Chunk));
        Assert.Equal(0, outcome.WorkersLost);
        Assert.Equal(60, outcome.Repetitions[0].Account.Workers.Sum(static worker => worker.Chunks));
        Assert.InRange(log.Lines.Count(static line => line.EndsWith("was recycled", StringComparison.Ordinal)), 2, 60);
        Assert.Empty(log.Warnings);
    }

    [Fact]
    [Trait("Fault", "34")]
    public async Task RecycleAboveMemory_NotGiven_EveryWorkerIsKept()
    {
        (RunOutcome outcome, CollectingLog log) = await RunAsync("shared", WorkerLifetime.Pool, null);
        Assert.InRange(Largest(outcome), 30 * Chunk, 60 * Chunk);
        Assert.DoesNotContain(log.Lines, static line => line.Contains("recycled"));
    }

    private static double Largest(RunOutcome outcome) => (double)outcome.Result.Fields.Single(static field => field.Name == "largest").Value!;

    private static async Task<(RunOutcome, CollectingLog)> RunAsync(string word, WorkerLifetime lifetime, long? limit)
    {
        ExecutionMode mode = Runs.Mode(word);
        RunRequest request = OwnRuns.Request(OwnAssembly.Path("Minefield"), "Minefield.LeakingChunks", ("bytes", Chunk)) with { Lifetime = lifetime, Batch = 1 };
        using PreparedJob job = PreparedJob.Prepare(request);
        using var store = JobArrays.Create(job, shareable: mode == ExecutionMode.Shared, null, CancellationToken.None);
        var log = new CollectingLog();
        PoolOptions options = Runs.Options(request) with { RecycleAboveMemory = limit };
        return (await new JobRun(job, store, mode, options, log).ExecuteAsync(null, CancellationToken.None), log);
    }
}
