using System.Diagnostics;
using Cluster.Coordinator.Execution;
using Cluster.Coordinator.Pool;
using Cluster.Coordinator.Reduction;
using Cluster.Interop;
using Cluster.Processes;
using Cluster.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cluster.Tests.Telemetry;

/// <summary>What somebody who watches a coordinator's meter sees.</summary>
public sealed class MetricTests : ProcessTest
{
    [Theory]
    [InlineData("pipe")]
    [InlineData("shared")]
    public async Task Run_OnWorkers_CountsWhatItsAccountSays(string word)
    {
        RunRequest request = Runs.Small("gaussian-mixture") with { ChunkSize = 500, Repeat = 2 };
        using var listener = new Listener(traces: false);
        (double sent, double received) = (listener.Observe("cluster.bytes.sent"), listener.Observe("cluster.bytes.received"));
        RunOutcome outcome = await Runs.RunAsync(request, Runs.Mode(word));

        const int Stages = 4;
        Assert.Equal(2 * Stages * outcome.Job.Plan.Count, listener.Sum("cluster.chunks.committed"));
        Assert.Equal(outcome.Repetitions.Sum(static one => one.Account.Batches), listener.Sum("cluster.batches"));
        Assert.Equal((0, 0), (listener.Sum("cluster.chunks.retried"), listener.Sum("cluster.workers.lost")));
        // And handshakes, the job's opening, reports, its end.
        Assert.True(listener.Observe("cluster.bytes.sent") - sent > outcome.Repetitions.Sum(static one => one.Account.Bytes.ToWorkers));
        Assert.True(listener.Observe("cluster.bytes.received") - received > outcome.Repetitions.Sum(static one => one.Account.Bytes.FromWorkers));
        Assert.Equal(0, listener.Observe("cluster.workers.alive"));
        foreach (Listener.Measured one in listener.Measurements.Where(static one => one.Instrument.Name is "cluster.chunks.committed" or "cluster.batches"))
            Assert.Equal("gaussian-mixture", Assert.Single(one.Tags).Value);
    }

    [Theory]
    [InlineData("sequential")]
    [InlineData("threads")]
    [InlineData("shared")]
    public async Task Run_InAnyMode_RecordsDurationsOfStagesAndRepetitions(string word)
    {
        RunRequest request = Runs.Small("gaussian-mixture") with { Repeat = 2, Warmup = 1 };
        using var listener = new Listener(traces: false);
        RunOutcome outcome = await Runs.RunAsync(request, Runs.Mode(word));

        Listener.Measured[] repetitions = Recorded("cluster.repetition.duration"), stages = Recorded("cluster.stage.duration");
        Assert.Equal((3, 12), (repetitions.Length, stages.Length));
        Assert.Equal(outcome.Repetitions.Select(static one => one.Time.TotalSeconds), repetitions[1..].Select(static one => one.Value));
        // Stages follow one another within their repetition.
        Assert.InRange(stages.Sum(static one => one.Value), 0, repetitions.Sum(static one => one.Value));
        Assert.All(stages, static one => Assert.True(one.Value > 0));
        foreach (Listener.Measured one in repetitions.Concat(stages))
        {
            Assert.Equal("s", one.Instrument.Unit);
            Assert.Equal([("cluster.job", "gaussian-mixture"), ("cluster.mode", word)], one.Tags.Select(static tag => (tag.Key, (string)tag.Value!)));
        }

        Listener.Measured[] Recorded(string name) => [.. listener.Measurements.Where(one => one.Instrument.Name == name)];
    }

    [Fact]
    public async Task Worker_Killed_IsCountedAndReplaced()
    {
        using var listener = new Listener(traces: false);
        // So long that a kill meets it, in chunks of a millisecond or so.
        PreparedJob job = PreparedJob.Prepare(new RunRequest
        {
            Job = "monte-carlo-pi", Workers = 2, Options = new Dictionary<string, object> { ["samples"] = 400_000_000L, ["tasks"] = 400L },
        });
        using var store = JobArrays.Create(job, shareable: false, null, CancellationToken.None);
        await using (ProcessExecutor executor = await ProcessExecutor.StartAsync(
            job, store, inline: false, new PoolOptions { Workers = 2 }, NullLogger.Instance, CancellationToken.None))
        {
            Assert.Equal(2, listener.Observe("cluster.workers.alive"));
            using var reduction = new OrderedReduction(job.Job.StartReduction(job.Plan), job.Plan);
            Task stage = executor.RunStageAsync(0, Stopwatch.GetTimestamp(), default, reduction, CancellationToken.None);
            await Eventually.Async("the stage is under way", () => listener.Sum("cluster.chunks.committed") > 20);
            LinuxProcess.KillGroup(executor.WorkerMemory()[0].ProcessId);
            await stage;
            await Eventually.Async("another worker is there", () => listener.Observe("cluster.workers.alive") == 2);

            Assert.Equal(1, listener.Sum("cluster.workers.lost"));
            Assert.Equal(executor.Retries, listener.Sum("cluster.chunks.retried"));
            Assert.True(executor.Retries > 0);
            Assert.Equal(job.Plan.Count, listener.Sum("cluster.chunks.committed"));
        }

        Assert.Equal(0, listener.Observe("cluster.workers.alive"));
    }

    [Fact]
    public async Task Bytes_OfWorkersThatAreGone_StayCounted()
    {
        using var listener = new Listener(traces: false);
        double last = listener.Observe("cluster.bytes.received");
        for (int i = 0; i < 3; i++)
        {
            await Runs.RunAsync(Runs.Small("summarize") with { Lifetime = WorkerLifetime.Call }, ExecutionMode.Pipe);
            double now = listener.Observe("cluster.bytes.received");
            Assert.True(now > last, $"{now} after {last}");
            last = now;
        }
    }
}
