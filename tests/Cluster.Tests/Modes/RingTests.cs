using Cluster.Coordinator.Execution;
using Cluster.Processes;
using Cluster.Workloads;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cluster.Tests.Modes;

/// <summary>What carries the frames changes nothing of what they say.</summary>
public sealed class RingTests : ProcessTest
{
    public static TheoryData<string> Jobs => [.. JobCatalog.Names];

    [Theory]
    [MemberData(nameof(Jobs))]
    public async Task Digest_ThroughRings_IsTheSame(string job)
    {
        // Chunks of a few bytes and of many: frames that go around the end of a ring, and more than a ring holds at once.
        RunRequest request = Runs.Small(job) with { ChunkSize = 1_000, Repeat = 2 };
        string expected = await Runs.DigestAsync(request, ExecutionMode.Sequential);
        foreach (ExecutionMode mode in new[] { ExecutionMode.Pipe, ExecutionMode.Shared })
        {
            RunOutcome outcome = await RunAsync(request, mode, PoolChannel.Ring);
            Assert.True(outcome.UsedRings);
            Assert.True(outcome.IsConsistent);
            Assert.Equal(expected, outcome.Digest);
        }
    }

    [Fact]
    public async Task Digest_ChunksFarLargerThanARing_IsTheSame()
    {
        RunRequest request = Runs.Small("column-sums") with { Options = new Dictionary<string, object> { ["rows"] = 200_000L, ["columns"] = 40L } };
        RunOutcome outcome = await RunAsync(request, ExecutionMode.Pipe, PoolChannel.Ring);
        Assert.True(outcome.UsedRings);
        Assert.Equal(await Runs.DigestAsync(request, ExecutionMode.Sequential), outcome.Digest);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Digest_WorkersThatAreNotKept_IsTheSame(bool newForEachBatch)
    {
        WorkerLifetime lifetime = newForEachBatch ? WorkerLifetime.Task : WorkerLifetime.Call;
        RunRequest request = Runs.Small("tiny-tasks") with { Lifetime = lifetime, ChunkSize = 5 };
        RunOutcome outcome = await RunAsync(request, ExecutionMode.Shared, PoolChannel.Ring);
        Assert.Equal(await Runs.DigestAsync(request, ExecutionMode.Sequential), outcome.Digest);
    }

    [Fact]
    public async Task Run_PipeAskedFor_HasNoRings() =>
        Assert.False((await RunAsync(Runs.Small("summarize"), ExecutionMode.Shared, PoolChannel.Pipe)).UsedRings);

    private static async Task<RunOutcome> RunAsync(RunRequest request, ExecutionMode mode, PoolChannel channel)
    {
        using PreparedJob job = PreparedJob.Prepare(request);
        using var store = JobArrays.Create(job, shareable: mode == ExecutionMode.Shared, null, CancellationToken.None);
        PoolOptions options = Runs.Options(request) with { Channel = channel };
        return await new JobRun(job, store, mode, options, NullLogger.Instance).ExecuteAsync(null, CancellationToken.None);
    }
}
