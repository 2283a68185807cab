using System.Diagnostics;
using Cluster.Coordinator.Execution;
using Cluster.Coordinator.Reduction;
using Cluster.Coordinator.Scheduling;
using Cluster.Faults;
using Cluster.Jobs;
using Cluster.TestKit;
using Cluster.Workloads.SharedCounter;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cluster.Tests.Faults;

/// <summary>Workers that end while they count, some of them with the lock in hand: nobody waits for the dead.</summary>
[Trait("Fault", "2")]
public sealed class LostCounterTests : ProcessTest
{
    [Fact]
    public async Task Shared_HolderOfTheLockKilled_RunEndsAndTheNextIsExact()
    {
        const long Chunk = 100_000;
        PreparedJob job = PreparedJob.Prepare(Request("locked", 2_000_000, Chunk));
        using var store = JobArrays.Create(job, shareable: true, null, CancellationToken.None);
        await using ProcessExecutor executor = await StartAsync(job, store);

        bool killed = false;
        while (!killed)
        {
            Task<JobResult> run = RunAsync(executor, job);
            while (!killed && !run.IsCompleted) killed = await KillIfItHoldsTheLockAsync(executor);
            JobResult result = await run.OrTimeout();
            // What the lost worker had counted stays, and somebody else has counted its chunks from their beginning: the one that it was at, and
            // those that it had done but not reported yet.
            Assert.InRange(Field(result, "recounted"), 0, executor.Retries * Chunk);
            Assert.Equal(0, Field(result, "lost"));
        }

        Assert.Equal(1, executor.WorkersLost);
        await Eventually.Async("the lost worker is replaced", () => executor.WorkerMemory().Count == 2);
        JobResult next = await RunAsync(executor, job).OrTimeout();
        Assert.Equal((0, 0), (Field(next, "lost"), Field(next, "recounted")));
    }

    [Theory]
    [InlineData("atomic")]
    [InlineData("locked")]
    [InlineData("per-worker")]
    [InlineData("unsynchronized")]
    public async Task Pipe_WorkerKilledAtRandom_StaysExact(string discipline)
    {
        Random random = SeededRandom.Create();
        PreparedJob job = PreparedJob.Prepare(Request(discipline, 20_000_000, 50_000));
        using var store = JobArrays.Create(job, shareable: false, null, CancellationToken.None);
        await using ProcessExecutor executor = await ProcessExecutor.StartAsync(
            job, store, inline: true, Runs.Options(job.Request), NullLogger.Instance, CancellationToken.None);
        for (int round = 0; round < 3; round++)
        {
            int victim = executor.WorkerMemory()[random.Next(2)].ProcessId;
            Task<JobResult> run = RunAsync(executor, job);
            await Task.Delay(random.Next(30), TestContext.Current.CancellationToken);
            Kill(victim);
            JobResult result = await run.OrTimeout();
            Assert.Equal((0, 0), (Field(result, "lost"), Field(result, "recounted")));
            await Eventually.Async("the lost worker is replaced", () =>
                executor.WorkerMemory() is [{ } one, { } two] && one.ProcessId != victim && two.ProcessId != victim);
        }

        Assert.True(executor.WorkersLost >= 3);
    }

    [Fact]
    public async Task Threads_ChunkFailsWithTheLockInHand_RunEnds()
    {
        RunRequest request = Request("locked", 2, 1) with { Schedule = Schedule.Static };
        using var failing = new FailsWithTheLock();
        PreparedJob job = PreparedJob.Prepare(request) with { Job = failing };
        using var store = JobArrays.Create(job, shareable: false, null, CancellationToken.None);
        var run = new JobRun(job, store, ExecutionMode.Threads, Runs.Options(request), NullLogger.Instance);
        FaultException fault = await Assert.ThrowsAsync<FaultException>(
            () => OnThread.Run(() => run.ExecuteAsync(null, CancellationToken.None).GetAwaiter().GetResult()).OrTimeout());
        Assert.Equal((FaultCode.JobFailed, 0), (fault.Code, fault.Fault.Chunk));
    }

    // Halted first, so that it cannot hand the lock on between the look and the kill.
    private static async Task<bool> KillIfItHoldsTheLockAsync(ProcessExecutor executor)
    {
        const int Victim = 1;
        int process = executor.WorkerMemory()[Victim].ProcessId;
        await Signals.StopAsync(process);
        bool holds = executor.Counters!.Begin(0).Holder == Victim;
        if (holds) Kill(process);
        else Signals.Resume(process);
        return holds;
    }

    private static async Task<JobResult> RunAsync(ProcessExecutor executor, PreparedJob job)
    {
        using var reduction = new OrderedReduction(job.Job.StartReduction(job.Plan), job.Plan);
        await executor.RunStageAsync(0, Stopwatch.GetTimestamp(), default, reduction, CancellationToken.None);
        Assert.Null(reduction.CompleteStage(executor.Counters!.Read()));
        return reduction.Result;
    }

    private static Task<ProcessExecutor> StartAsync(PreparedJob job, JobArrays store) => ProcessExecutor.StartAsync(
        job, store, inline: false, Runs.Options(job.Request), NullLogger.Instance, CancellationToken.None);

    private static RunRequest Request(string discipline, long increments, long chunk) => new()
    {
        Job = "shared-counter", Workers = 2, ChunkSize = chunk,
        Options = new Dictionary<string, object> { ["increments"] = increments, ["discipline"] = discipline },
    };

    private static long Field(JobResult result, string name) => Assert.IsType<long>(result.Fields.Single(field => field.Name == name).Value);

    private static void Kill(int processId)
    {
        using var process = Process.GetProcessById(processId);
        process.Kill();
    }

    /// <summary>Two chunks: the first takes the lock and throws while the second is on its way to it.</summary>
    private sealed class FailsWithTheLock : IJob, IDisposable
    {
        private readonly ManualResetEventSlim _taken = new();
        private readonly ManualResetEventSlim _bothRun = new();

        public int Counters => 1;

        public ChunkPlan Plan(long? chunkSize) => ChunkPlan.Contiguous(2, 1);

        public int PartialSize(in Chunk chunk) => 0;

        public void Map(in MapContext context, Span<byte> partial)
        {
            if (context.Chunk.Index == 0)
            {
                _ = context.Counters.Enter();
                _taken.Set();
                Assert.True(_bothRun.Wait(TestTimeouts.Unexpected));
                throw new InvalidOperationException("on purpose");
            }

            _bothRun.Set();
            Assert.True(_taken.Wait(TestTimeouts.Unexpected));
            using SharedCounters.Hold held = context.Counters.Enter();
        }

        public IReduction StartReduction(ChunkPlan plan) => new SharedCounterReduction(Discipline.Locked);

        public void Dispose()
        {
            _taken.Dispose();
            _bothRun.Dispose();
        }
    }
}
