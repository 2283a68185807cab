using Cluster.Coordinator.Execution;
using Cluster.Coordinator.Files;
using Cluster.Coordinator.Ranks;
using Cluster.Coordinator.Scheduling;
using Cluster.Faults;
using Cluster.Processes;
using Cluster.TestKit;
using Cluster.Workloads;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cluster.Tests.Ranks;

/// <summary>The engine over threads in place of MPI: who computes which chunks makes no difference to the bits.</summary>
public sealed class RankedRunTests
{
    public static TheoryData<string, int> JobsAndRanks()
    {
        var data = new TheoryData<string, int>();
        foreach (string job in JobCatalog.Names)
            foreach (int ranks in (int[])[1, 2, 3, 4])
                data.Add(job, ranks);
        return data;
    }

    [Theory]
    [MemberData(nameof(JobsAndRanks))]
    public async Task Digest_EveryScheduleAndWorkers_IsThatOfOneProcess(string job, int ranks)
    {
        RunRequest request = Small(job);
        string expected = await AloneAsync(request);
        foreach (Schedule schedule in Enum.GetValues<Schedule>())
        {
            // Ranks need not be alike.
            RunRequest[] requests = [.. Enumerable.Range(0, ranks).Select(rank => request with { Schedule = schedule, Workers = 1 + (rank % 2), Repeat = 2 })];
            (RunOutcome? outcome, Exception? fault, _) = await RankedRun.RunAsync(requests, ExecutionMode.Threads);
            Assert.Null(fault);
            Assert.True(outcome!.IsConsistent);
            Assert.True(expected == outcome.Digest, $"{job}, {ranks} ranks, {schedule}");
            Assert.Equal(ranks, outcome.Ranks!.Ranks.Count);
            Assert.Equal(requests.Sum(static one => one.Workers), outcome.Workers);
        }
    }

    [Fact]
    public async Task Chunks_StaticSchedule_AreDividedAsWorkersAre()
    {
        RunRequest request = Small("monte-carlo-pi") with { ChunkSize = 1_000, Schedule = Schedule.Static };
        (RunOutcome? outcome, _, _) = await RankedRun.RunAsync([request with { Workers = 1 }, request with { Workers = 3 }], ExecutionMode.Threads);
        long chunks = outcome!.Job.Plan.Count;
        Assert.Equal([chunks / 4, chunks - (chunks / 4)], outcome.Ranks!.Ranks.Select(static rank => rank.Chunks));
        // A stage is an order and its answer.
        Assert.Equal(2, outcome.Ranks.Messages);
    }

    [Fact]
    public async Task File_SeenByRank0Only_IsScattered()
    {
        string path = Path.Combine(Path.GetTempPath(), $"ranks-{Guid.NewGuid():n}.npy");
        try
        {
            double[] numbers = [.. Enumerable.Range(0, 10_007).Select(static i => Math.Sin(i))];
            NpyWriter.Write(path, Numerics.ArrayLayout.Vector(Numerics.ElementType.Float64, numbers.Length), System.Runtime.InteropServices.MemoryMarshal.AsBytes<double>(numbers));
            RunRequest Of(string file) => new() { Job = "summarize", Files = new Dictionary<string, string> { ["input"] = file }, Workers = 1, ChunkSize = 100 };
            string expected = await AloneAsync(Of(path));
            (RunOutcome? outcome, Exception? fault, _) = await RankedRun.RunAsync([Of(path), Of("/nowhere/it.npy"), Of(path)], ExecutionMode.Threads);
            Assert.Null(fault);
            Assert.Equal(expected, outcome!.Digest);
            // To the one that does not see it, and of that only what it computes.
            Assert.InRange(outcome.Ranks!.ScatterBytes, numbers.Length * sizeof(double) / 3, numbers.Length * sizeof(double) / 2);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public async Task Request_OtherThanThatOfRank0_IsRefusedAndNamed()
    {
        RunRequest request = Small("summarize");
        (_, Exception? fault, int?[] exitCodes) = await RankedRun.RunAsync([request, request with { Seed = 2 }], ExecutionMode.Threads);
        RanksException refused = Assert.IsType<RanksException>(fault);
        Assert.Contains("rank 1", refused.Message, StringComparison.Ordinal);
        Assert.Contains("--seed", refused.Message, StringComparison.Ordinal);
        Assert.Equal([3], exitCodes);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(49)]
    public async Task Fault_InAnyRank_EndsAllAndNamesIt(int chunk)
    {
        RunRequest request = Small("tiny-tasks") with { Definition = new FailingJob(chunk) };
        (_, Exception? fault, int?[] exitCodes) = await RankedRun.RunAsync([request, request, request], ExecutionMode.Threads);
        FaultException failed = Assert.IsType<FaultException>(fault);
        Assert.Equal(FaultCode.JobFailed, failed.Code);
        Assert.Contains($"chunk {chunk}", failed.Message, StringComparison.Ordinal);
        Assert.Equal(chunk > 0, failed.Message.StartsWith("rank 2 on ", StringComparison.Ordinal));
        Assert.Equal([3, 3], exitCodes);
    }

    [Fact]
    public async Task Leave_RankThatDoesNotAnswer_IsEndedFromOutside()
    {
        InMemoryCommunicator[] ranks = InMemoryCommunicator.Create(2);
        ranks[1].IsDeaf = true;
        using var lead = new RankLead(ranks[0]);
        await lead.LeaveAsync(4, TimeSpan.Zero).OrTimeout();
        Assert.Equal(4, ranks[0].Aborted);
    }

    private static async Task<string> AloneAsync(RunRequest request)
    {
        using PreparedJob job = PreparedJob.Prepare(request);
        using var store = JobArrays.Create(job, shareable: false, null, CancellationToken.None);
        var run = new JobRun(job, store, ExecutionMode.Sequential, new PoolOptions(), NullLogger.Instance);
        return (await run.ExecuteAsync(null, CancellationToken.None)).Digest;
    }

    private static RunRequest Small(string job) => new()
    {
        Job = job,
        Options = job switch
        {
            "summarize" or "elementwise" => new Dictionary<string, object> { ["count"] = 10_007L },
            "column-sums" => new Dictionary<string, object> { ["rows"] = 101L, ["columns"] = 37L },
            "matrix-multiply" => new Dictionary<string, object> { ["size"] = 130L },
            "distance-matrix" => new Dictionary<string, object> { ["points"] = 300L, ["dimensions"] = 7L },
            "pairwise-sum" => new Dictionary<string, object> { ["count"] = 1_001L },
            "gaussian-mixture" => new Dictionary<string, object> { ["points"] = 5_003L, ["iterations"] = 3L },
            "allocate" => new Dictionary<string, object> { ["count"] = 1_007L, ["rounds"] = 4L },
            "shared-counter" => new Dictionary<string, object> { ["increments"] = 10_007L },
            "tiny-tasks" => new Dictionary<string, object> { ["tasks"] = 50L, ["samples-per-task"] = 100L },
            "monte-carlo-pi" => new Dictionary<string, object> { ["samples"] = 100_003L },
            _ => new Dictionary<string, object>(),
        },
        ChunkSize = job switch { "monte-carlo-pi" => 3_000, "gaussian-mixture" => 500, "elementwise" or "summarize" => 300, "tiny-tasks" => 1, _ => null },
    };
}
