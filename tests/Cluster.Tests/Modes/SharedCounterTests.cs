using Cluster.Coordinator.Execution;
using Cluster.Coordinator.Scheduling;
using Cluster.Jobs;

namespace Cluster.Tests.Modes;

/// <summary>Chunks that count in memory that all have in common: right where it is done right, and wrong where it is not.</summary>
public sealed class SharedCounterTests : ProcessTest
{
    public static TheoryData<string, string> RightInEveryMode()
    {
        var data = new TheoryData<string, string>();
        foreach (string discipline in new[] { "locked", "atomic", "per-worker" })
            foreach (ExecutionMode mode in Enum.GetValues<ExecutionMode>()) data.Add(discipline, mode.Word());
        return data;
    }

    [Theory]
    [MemberData(nameof(RightInEveryMode))]
    public async Task Right_AnyNumberOfWorkers_CountsEveryIncrement(string discipline, string word)
    {
        const long Increments = 200_003;
        RunRequest request = Request(discipline, Increments) with { Repeat = 3 };
        string? digest = null;
        foreach (int workers in new[] { 1, 2, 3 })
        {
            // As the job divides them, and in chunks so small that workers meet all the time.
            foreach (long? size in new long?[] { null, 101 })
            {
                RunOutcome outcome = await Runs.RunAsync(request with { Workers = workers, ChunkSize = size }, Runs.Mode(word));
                Assert.All(outcome.Repetitions, one => Assert.Equal((Increments, Increments, 0), Counts(one.Result)));
                Assert.True(outcome.IsConsistent);
                Assert.Equal(digest ??= outcome.Digest, outcome.Digest);
            }
        }
    }

    [Theory]
    [InlineData("unsynchronized", "threads")]
    [InlineData("unsynchronized", "shared")]
    [InlineData("stale-read", "threads")]
    [InlineData("stale-read", "shared")]
    public async Task Race_TwoWorkers_LosesUpdatesAtLast(string discipline, string word)
    {
        Assert.SkipUnless(Environment.ProcessorCount > 1, "needs two cores: on one, workers take turns that may be longer than the test");
        RunRequest request = Request(discipline, 10_000_000) with { Repeat = 5 };
        string? digest = null;
        bool lost = false;
        for (int round = 0; round < 50 && !lost; round++)
        {
            RunOutcome outcome = await Runs.RunAsync(request, Runs.Mode(word));
            // How many are lost differs from run to run and is no part of the digest.
            Assert.Equal(digest ??= outcome.Digest, outcome.Digest);
            Assert.True(outcome.IsConsistent);
            foreach (Repetition one in outcome.Repetitions)
            {
                (long expected, long actual, long missing) = Counts(one.Result);
                Assert.Equal(10_000_000, expected);
                Assert.InRange(actual, 1, expected);
                Assert.Equal(expected - actual, missing);
                lost |= missing > 0;
            }
        }

        Assert.True(lost, "two workers counted to the end 250 times without losing anything");
    }

    [Theory]
    [InlineData("unsynchronized")]
    [InlineData("stale-read")]
    public async Task Race_NoMemoryInCommon_LosesNothing(string discipline)
    {
        foreach (ExecutionMode mode in new[] { ExecutionMode.Sequential, ExecutionMode.Pipe })
        {
            RunOutcome outcome = await Runs.RunAsync(Request(discipline, 200_003), mode);
            Assert.Equal((200_003, 200_003, 0), Counts(outcome.Result));
        }
    }

    [Theory]
    [InlineData("threads")]
    [InlineData("pipe")]
    [InlineData("shared")]
    public async Task PerWorker_AnyMode_EachWorkerHasACounterOfItsOwn(string word)
    {
        // No worker takes what is another's under this schedule, so each of them counts.
        RunRequest request = Request("per-worker", 300) with { Workers = 3, ChunkSize = 1, Schedule = Schedule.Static };
        RunOutcome outcome = await Runs.RunAsync(request, Runs.Mode(word));
        Assert.Equal([100, 100, 100], Assert.IsType<long[]>(outcome.Result.Fields.Single(field => field.Name == "perWorker").Value));
    }

    [Fact]
    public async Task Shared_Counters_AreCountedAsMemoryThatWorkersMap()
    {
        RunOutcome outcome = await Runs.RunAsync(Request("atomic", 1000), ExecutionMode.Shared);
        Assert.Equal(256, outcome.Middle.Account.Bytes.Shared);
    }

    private static RunRequest Request(string discipline, long increments) => new()
    {
        Job = "shared-counter", Workers = 2,
        Options = new Dictionary<string, object> { ["increments"] = increments, ["discipline"] = discipline },
    };

    private static (long Expected, long Actual, long Lost) Counts(JobResult result) =>
        (Of(result, "expected"), Of(result, "actual"), Of(result, "lost"));

    private static long Of(JobResult result, string name) => Assert.IsType<long>(result.Fields.Single(field => field.Name == name).Value);
}
