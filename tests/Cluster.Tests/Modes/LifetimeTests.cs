using System.Diagnostics;
using Cluster.Coordinator.Execution;
using Cluster.Coordinator.Scheduling;
using Cluster.Diagnostics;
using Cluster.Serialization;
using Cluster.TestKit;
using Cluster.Tests.CommandLine;
using Cluster.Workloads;

namespace Cluster.Tests.Modes;

/// <summary>Workers for a run, for a repetition, for a batch: the same bits, and every start is paid where it belongs.</summary>
public sealed class LifetimeTests : ProcessTest
{
    public static TheoryData<string, string> JobsAndModes()
    {
        var data = new TheoryData<string, string>();
        foreach (string job in JobCatalog.Names)
            foreach (string mode in new[] { "threads", "pipe", "shared" })
                data.Add(job, mode);
        return data;
    }

    [Theory]
    [MemberData(nameof(JobsAndModes))]
    public async Task Digest_EveryLifetime_IsTheSame(string job, string mode)
    {
        RunRequest request = Runs.Small(job) with { Repeat = 2, Batch = 3 };
        string expected = await Runs.DigestAsync(request, ExecutionMode.Sequential);
        foreach (WorkerLifetime lifetime in Enum.GetValues<WorkerLifetime>())
        {
            RunOutcome outcome = await Runs.RunAsync(request with { Lifetime = lifetime }, Runs.Mode(mode));
            Assert.True(outcome.IsConsistent);
            Assert.Equal(expected, outcome.Digest);
            Assert.Equal((0, 0), (outcome.WorkersLost, outcome.Retries));
        }
    }

    [Theory]
    [InlineData("threads")]
    [InlineData("pipe")]
    [InlineData("shared")]
    public async Task Task_EverySchedule_IsTheSame(string mode)
    {
        RunRequest request = Runs.Small("summarize") with { ChunkSize = 700, Workers = 3, Lifetime = WorkerLifetime.Task };
        string expected = await Runs.DigestAsync(request, ExecutionMode.Sequential);
        foreach (Schedule schedule in Enum.GetValues<Schedule>())
            Assert.Equal(expected, await Runs.DigestAsync(request with { Schedule = schedule }, Runs.Mode(mode)));
    }

    [Theory]
    [InlineData("pipe")]
    [InlineData("shared")]
    public async Task Starts_OfEachLifetime_AreCountedPerRepetition(string mode)
    {
        RunRequest request = Runs.Small("summarize") with { ChunkSize = 1_000, Batch = 1, Repeat = 2 };
        foreach ((WorkerLifetime lifetime, int starts) in new[] { (WorkerLifetime.Pool, 0), (WorkerLifetime.Call, 2), (WorkerLifetime.Task, 11) })
        {
            RunOutcome outcome = await Runs.RunAsync(request with { Lifetime = lifetime }, Runs.Mode(mode));
            foreach (Repetition repetition in outcome.Repetitions)
            {
                Assert.Equal(starts, repetition.Account.Workers.Sum(worker => worker.Starts));
                Assert.Equal(11, repetition.Account.Batches);
                Assert.Equal(11, repetition.Account.Workers.Sum(worker => worker.Chunks));
                if (lifetime == WorkerLifetime.Pool) continue;
                Assert.True(repetition.Account.Ticks(Phase.Spawn) > 0);
                Assert.True(repetition.Account.Ticks(Phase.Teardown) > 0);
            }

            Assert.Equal(lifetime == WorkerLifetime.Pool, outcome.Spawn > TimeSpan.Zero);
        }
    }

    [Theory]
    [InlineData("threads")]
    [InlineData("pipe")]
    [InlineData("shared")]
    public async Task Phases_OfEachLifetime_AddUpToWallAndRepetition(string mode)
    {
        RunRequest request = Runs.Small("summarize") with { ChunkSize = 1_000, Batch = 2, Repeat = 2, Codec = ChunkCodec.MessagePack };
        foreach (WorkerLifetime lifetime in Enum.GetValues<WorkerLifetime>())
        {
            foreach (Repetition repetition in (await Runs.RunAsync(request with { Lifetime = lifetime }, Runs.Mode(mode))).Repetitions)
            {
                foreach (WorkerAccount worker in repetition.Account.Workers)
                {
                    Assert.Equal(worker.Wall, worker.Ticks.Sum());
                    Assert.All(worker.Ticks, ticks => Assert.True(ticks >= 0));
                    // A place's time is the repetition's, start and end included. In between we have asked for the report.
                    if (lifetime != WorkerLifetime.Pool) Assert.True(worker.Wall >= repetition.Time.TotalSeconds * Stopwatch.Frequency / 2);
                }
            }
        }
    }

    [Theory]
    [InlineData("pipe", true)]
    [InlineData("pipe", false)]
    [InlineData("shared", true)]
    public async Task Task_IterativeJob_StartsItsProcessesAnewForEachStage(string mode, bool resident)
    {
        RunRequest request = Runs.Small("gaussian-mixture") with { ChunkSize = 1_500, Resident = resident, Schedule = Schedule.Static, Lifetime = WorkerLifetime.Task };
        RunOutcome outcome = await Runs.RunAsync(request, Runs.Mode(mode));

        Assert.Equal(await Runs.DigestAsync(request, ExecutionMode.Sequential), outcome.Digest);
        int stages = outcome.Middle.Account.Batches / 2;
        Assert.True(stages >= 3);
        Assert.Equal(2 * stages, outcome.Middle.Account.Workers.Sum(worker => worker.Starts));
        // Whatever stays with a worker goes with it: every stage sends all of it.
        if (mode == "pipe") Assert.True(outcome.Middle.Account.Bytes.ToWorkers > stages * outcome.Job.InputBytes);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Task_FewerBatchesThanWorkers_StartsNoMoreThanThese(long count)
    {
        RunRequest request = Runs.Small("summarize") with
        {
            Options = new Dictionary<string, object> { ["count"] = count }, ChunkSize = 1, Workers = 3, Lifetime = WorkerLifetime.Task,
        };
        foreach (Schedule schedule in Enum.GetValues<Schedule>())
        {
            RunOutcome outcome = await Runs.RunAsync(request with { Schedule = schedule }, ExecutionMode.Shared);
            Assert.Equal(await Runs.DigestAsync(request, ExecutionMode.Sequential), outcome.Digest);
            Assert.Equal(count, outcome.Middle.Account.Workers.Sum(worker => worker.Starts));
        }
    }

    [Fact]
    public async Task Task_ManyProcesses_NeverMoreThanWorkersAtATime()
    {
        RunRequest request = Runs.Small("tiny-tasks") with { Batch = 1, Lifetime = WorkerLifetime.Task };
        Task<RunOutcome> run = Task.Run(() => Runs.RunAsync(request, ExecutionMode.Shared));
        int most = 0;
        await Eventually.Async("the run ends", () =>
        {
            most = Math.Max(most, Command.Workers().Count);
            return run.IsCompleted;
        });
        RunOutcome outcome = await run;

        Assert.InRange(most, 1, 2);
        Assert.Equal(outcome.Job.Plan.Count, outcome.Middle.Account.Workers.Sum(worker => worker.Starts));
    }
}
