using System.Diagnostics;
using System.Globalization;
using Cluster.Coordinator.Execution;
using Cluster.Faults;

namespace Cluster.Tests.Telemetry;

/// <summary>What somebody who traces a coordinator sees of a run and of its workers.</summary>
public sealed class TraceTests : ProcessTest
{
    // Four stages.
    private static readonly RunRequest Iterative = Runs.Small("gaussian-mixture") with { ChunkSize = 500, Warmup = 1, Repeat = 2 };

    [Theory]
    [InlineData("pipe", nameof(WorkerLifetime.Pool))]
    [InlineData("shared", nameof(WorkerLifetime.Pool))]
    [InlineData("shared", nameof(WorkerLifetime.Call))]
    [InlineData("shared", nameof(WorkerLifetime.Task))]
    public async Task Run_WithAListener_IsATreeThatGoesOnInTheWorkers(string word, string keeps)
    {
        var lifetime = Enum.Parse<WorkerLifetime>(keeps);
        using var listener = new Listener(traces: true);
        using var host = new Activity("host");
        host.Start();
        RunOutcome outcome = await Runs.RunAsync(Iterative with { Lifetime = lifetime }, Runs.Mode(word));

        Assert.All(listener.Stopped, activity => Assert.Equal(host.TraceId, activity.TraceId));
        Activity run = Assert.Single(listener.Named("cluster.run"));
        Assert.Equal(host.SpanId, run.ParentSpanId);
        Assert.Equal(("gaussian-mixture", word, "2"), (run.Word("cluster.job"), run.Word("cluster.mode"), run.Word("cluster.workers")));
        Activity[] repetitions = listener.Named("cluster.repetition");
        Assert.Equal(["warm-up 1", "repetition 1", "repetition 2"], repetitions.Select(static one => one.Word("cluster.repetition")));
        Assert.All(repetitions, one => Assert.Equal(run.SpanId, one.ParentSpanId));

        Activity[] workers = listener.Named("cluster.worker");
        foreach (Activity repetition in repetitions)
        {
            Activity[] stages = [.. listener.Named("cluster.stage").Where(one => one.ParentSpanId == repetition.SpanId)];
            Assert.Equal(["0", "1", "2", "3"], stages.Select(static one => one.Word("cluster.stage")));
            foreach (Activity stage in stages)
            {
                Activity[] parts = [.. workers.Where(one => one.ParentSpanId == stage.SpanId)];
                Assert.Equal(outcome.Job.Plan.Count, parts.Sum(static one => int.Parse(one.Word("cluster.chunks"), CultureInfo.InvariantCulture)));
                Assert.All(parts, part => AssertWithin(part, stage));
            }
        }

        Assert.Equal(workers.Length, workers.Count(one => listener.Stopped.Any(stage => stage.SpanId == one.ParentSpanId)));
        Assert.All(workers, static one => Assert.InRange(int.Parse(one.Word("cluster.worker.id"), CultureInfo.InvariantCulture), 0, 1));
        int[] processes = [.. workers.Select(static one => int.Parse(one.Word("process.pid"), CultureInfo.InvariantCulture)).Distinct()];
        Assert.DoesNotContain(Environment.ProcessId, processes);
        if (lifetime == WorkerLifetime.Pool) Assert.InRange(processes.Length, 1, 2);
        else Assert.True(processes.Length > 2);
        Assert.Same(host, Activity.Current);
    }

    [Theory]
    [InlineData("sequential")]
    [InlineData("threads")]
    public async Task Run_WithoutProcesses_HasTheTreeDownToTheStages(string word)
    {
        using var listener = new Listener(traces: true);
        await Runs.RunAsync(Iterative, Runs.Mode(word));

        Assert.Equal(
            (1, 3, 12, 0),
            (listener.Named("cluster.run").Length, listener.Named("cluster.repetition").Length, listener.Named("cluster.stage").Length, listener.Named("cluster.worker").Length));
    }

    [Fact]
    public async Task Run_ThatFails_SaysSoOnEveryLevel()
    {
        using var listener = new Listener(traces: true);
        // A chunk that no worker can allocate the partial of.
        RunRequest request = new()
        {
            Job = "probe", Workers = 2, Options = new Dictionary<string, object> { ["chunks"] = 3L, ["partial"] = (long)int.MaxValue },
        };
        await Assert.ThrowsAsync<FaultException>(() => Runs.RunAsync(request, ExecutionMode.Shared));

        foreach (string name in (string[])["cluster.run", "cluster.repetition", "cluster.stage"])
        {
            Activity activity = Assert.Single(listener.Named(name));
            Assert.Equal((ActivityStatusCode.Error, "JobFailed"), (activity.Status, activity.Word("error.type")));
        }
    }

    [Fact]
    public async Task Run_WithoutAListener_TellsWorkersOfNoTrace()
    {
        using var host = new Activity("host");
        host.Start();
        long before = (await Runs.RunAsync(Iterative, ExecutionMode.Shared)).Repetitions[0].Account.Bytes.ToWorkers;
        long traced;
        using (new Listener(traces: true)) traced = (await Runs.RunAsync(Iterative, ExecutionMode.Shared)).Repetitions[0].Account.Bytes.ToWorkers;
        long after = (await Runs.RunAsync(Iterative, ExecutionMode.Shared)).Repetitions[0].Account.Bytes.ToWorkers;

        // Four stages, told to two workers, with a context of 55 letters; batches vary with timing, by a few bytes each.
        Assert.True(traced >= Math.Max(before, after) + 200, $"{before}, {traced}, {after} bytes");
    }

    // A part begins after its stage, and is over before the last partial arrives. Dates are reckoned at different moments, between which a busy
    // machine may do something else.
    private static void AssertWithin(Activity part, Activity stage)
    {
        TimeSpan clockCorrected = TimeSpan.FromMilliseconds(1), elsewhere = TimeSpan.FromMinutes(1);
        Assert.InRange(part.Duration, TimeSpan.Zero, stage.Duration + clockCorrected);
        Assert.InRange(part.StartTimeUtc, stage.StartTimeUtc - elsewhere, stage.StartTimeUtc + elsewhere);
    }
}
