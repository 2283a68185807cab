using System.Diagnostics;
using Cluster.Coordinator.Execution;
using Cluster.Coordinator.Pool;
using Cluster.Coordinator.Reduction;
using Cluster.Coordinator.Scheduling;
using Cluster.Faults;
using Cluster.Jobs;
using Cluster.Processes;
using Cluster.Protocol.Messages;
using Cluster.Serialization;
using Cluster.TestKit;
using Cluster.Tests.CommandLine;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cluster.Tests.Faults;

/// <summary>Workers that come and go: their end is no fault, a kill is one, at whatever moment of their lives.</summary>
public sealed class ShortLivedWorkerTests : ProcessTest
{
    // The chunk that is met again and again is not to be blamed for it.
    private static readonly PoolOptions Patient = new() { Workers = 2, Attempts = 100 };

    [Theory]
    [InlineData("monte-carlo-pi", "shared")]
    [InlineData("distance-matrix", "pipe")]
    [InlineData("gaussian-mixture", "pipe")]
    [InlineData("summarize", "shared")]
    [Trait("Fault", "2")]
    public async Task Task_ProcessesKilledAtRandom_GivesTheSameDigest(string name, string word)
    {
        ExecutionMode mode = Runs.Mode(word);
        RunRequest request = Lasting(name) with { Lifetime = WorkerLifetime.Task, Batch = 1 };
        Random random = SeededRandom.Create();
        Task<RunOutcome> run = Task.Run(() => RunAsync(request, mode));
        var seen = new HashSet<int>();
        int kills = 0;
        for (; kills < 5 && !run.IsCompleted; kills++)
        {
            // Three new ones in two places: something was finished since the last kill, and the pool does not give up.
            int enough = seen.Count + 3;
            IReadOnlyList<int> now = [];
            await Eventually.Async("processes come and go", () =>
            {
                seen.UnionWith(now = Command.Workers());
                return run.IsCompleted || (seen.Count >= enough && now.Count > 0);
            });
            // Sometimes the newest, which is only just starting.
            if (random.Next(2) == 0) await Task.Delay(random.Next(60), TestContext.Current.CancellationToken);
            if (now.Count > 0) Kill(random.Next(2) == 0 ? now.Max() : now[random.Next(now.Count)]);
        }

        RunOutcome outcome = await run;
        Assert.Equal(await Runs.DigestAsync(request, ExecutionMode.Sequential), outcome.Digest);
        TestContext.Current.TestOutputHelper?.WriteLine($"{kills} kills: {outcome.WorkersLost} workers lost, {outcome.Retries} chunks given out again");
        Assert.InRange(outcome.WorkersLost, 0, kills);
    }

    [Theory]
    [InlineData("pipe")]
    [InlineData("shared")]
    [Trait("Fault", "7")]
    public async Task Call_WorkerKilledAtRandom_GivesTheSameDigestOrSaysThatItDidNotStart(string word)
    {
        RunRequest request = Runs.Small("summarize") with { ChunkSize = 500, Lifetime = WorkerLifetime.Call, Repeat = 3 };
        string expected = await Runs.DigestAsync(request, ExecutionMode.Sequential);
        Random random = SeededRandom.Create();
        for (int round = 0; round < 5; round++)
        {
            Task<RunOutcome> run = Task.Run(() => RunAsync(request, Runs.Mode(word)));
            await Eventually.Async("a worker is there", () => run.IsCompleted || Command.Workers().Count > 0);
            await Task.Delay(random.Next(150), TestContext.Current.CancellationToken);
            if (Command.Workers() is [int victim, ..]) Kill(victim);
            try
            {
                Assert.Equal(expected, (await run).Digest);
            }
            catch (FaultException ex)
            {
                Assert.Equal(FaultCode.StartFailed, ex.Code);
            }
        }
    }

    [Theory]
    [InlineData("pipe", 1, false)]
    [InlineData("pipe", 3, true)]
    [InlineData("shared", 1, true)]
    [InlineData("shared", 3, false)]
    [InlineData("shared", 4, true)]
    public async Task WorkerPool_RecyclesAfterSomeBatches_GivesTheSameDigestAndLosesNone(string word, int batches, bool onDemand)
    {
        ExecutionMode mode = Runs.Mode(word);
        RunRequest request = Runs.Small("gaussian-mixture") with { ChunkSize = 1_000, Batch = 1, Repeat = 2, Warmup = 1 };
        PoolOptions options = Patient with { RecycleAfterBatches = batches, OnDemand = onDemand };
        RunOutcome outcome = await RunAsync(request, mode, options);

        Assert.True(outcome.IsConsistent);
        Assert.Equal(await Runs.DigestAsync(request, ExecutionMode.Sequential), outcome.Digest);
        Assert.Equal((0, 0), (outcome.WorkersLost, outcome.Retries));
        foreach (Repetition repetition in outcome.Repetitions)
        {
            // A worker may have begun in the repetition before this one, and one that is kept up has begun for the next.
            int starts = repetition.Account.Workers.Sum(worker => worker.Starts);
            Assert.InRange(starts, (repetition.Account.Batches / batches) - 4, repetition.Account.Batches + 2);
            Assert.Equal(repetition.Account.Batches, repetition.Account.Workers.Sum(worker => worker.Chunks));
        }
    }

    [Theory]
    [InlineData("/bin/false")]
    [InlineData("/nowhere/worker")]
    [Trait("Fault", "18")]
    [Trait("Fault", "75")]
    public async Task OnDemand_WorkersCannotStart_FailsTheStageAndSaysWhy(string program)
    {
        PreparedJob job = PreparedJob.Prepare(Runs.Small("monte-carlo-pi") with { ChunkSize = 10_000 });
        await using WorkerPool pool = await WorkerPool.StartAsync(
            Patient with { OnDemand = true, RecycleAfterBatches = 1 }, new WorkerProgram(program, []), NullLogger.Instance, CancellationToken.None);
        using PoolJob open = PoolJob.Open(
            pool,
            new OpenJob(job.Definition.Name, job.Parameters, job.Plan.Total, job.Plan.Size, job.Plan.IsStrided, ChunkCodec.Raw, []), null);
        using var reduction = new OrderedReduction(job.Job.StartReduction(job.Plan), job.Plan);
        Task Stage() => open.RunStageAsync(
            new BeginStage(0, Stopwatch.GetTimestamp(), default), () => BatchSource.Create(Schedule.Static, job.Plan.Count, 2, 1), reduction, CancellationToken.None).OrTimeout();

        FaultException fault = await Assert.ThrowsAsync<FaultException>(Stage);
        Assert.Equal(FaultCode.PoolBroken, fault.Code);
        Assert.Contains(program == "/bin/false" ? "exit code 1" : program, fault.Message, StringComparison.Ordinal);
        Assert.Equal(FaultCode.PoolBroken, (await Assert.ThrowsAsync<FaultException>(Stage)).Code);
    }

    // Ten batches or more, each of which takes a good part of its process's life.
    private static RunRequest Lasting(string name)
    {
        var request = new RunRequest { Job = name, Workers = 2 };
        return name switch
        {
            "monte-carlo-pi" => request with { Options = new Dictionary<string, object> { ["samples"] = 1_600_000_000L, ["tasks"] = 16L } },
            "distance-matrix" => request with { Options = new Dictionary<string, object> { ["points"] = 3_000L, ["dimensions"] = 50L }, ChunkSize = 200 },
            "gaussian-mixture" => request with { Options = new Dictionary<string, object> { ["points"] = 400_000L, ["iterations"] = 2L }, ChunkSize = 80_000 },
            _ => request with { Options = new Dictionary<string, object> { ["count"] = 30_000_000L }, ChunkSize = 2_000_000 },
        };
    }

    private static async Task<RunOutcome> RunAsync(RunRequest request, ExecutionMode mode, PoolOptions? options = null)
    {
        PreparedJob job = PreparedJob.Prepare(request);
        using var store = JobArrays.Create(job, shareable: mode == ExecutionMode.Shared, null, CancellationToken.None);
        return await new JobRun(job, store, mode, options ?? Patient, NullLogger.Instance).ExecuteAsync(null, CancellationToken.None);
    }

    private static void Kill(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            process.Kill();
        }
        catch (Exception ex) when (ex is ArgumentException or InvalidOperationException)
        {
            // It ended by itself in between.
        }
    }
}
