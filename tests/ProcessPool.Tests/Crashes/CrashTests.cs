using Cluster.TestKit;

namespace Cluster.Tests.Pools.Crashes;

/// <summary>A task that takes its process down fails, alone; the other 999 succeed, and the pool goes on with as many workers as before.</summary>
public sealed class CrashTests(TwoWorkers workers) : IClassFixture<TwoWorkers>
{
    private const int Tasks = 1000;

    public static TheoryData<Crash> Ways => [.. Enum.GetValues<Crash>()];

    [Theory]
    [Trait("Fault", "2")]
    [Trait("Fault", "8")]
    [Trait("Fault", "9")]
    [Trait("Fault", "10")]
    [Trait("Fault", "11")]
    [MemberData(nameof(Ways))]
    [Trait("Fault", "2")]
    [Trait("Fault", "8")]
    [Trait("Fault", "9")]
    [Trait("Fault", "10")]
    [Trait("Fault", "11")]
    public async Task Submit_OneOfAThousandCrashes_ThatOneFails(Crash crash)
    {
        PoolTask<int>[] tasks = [.. Enumerable.Range(0, Tasks).Select(i => workers.Pool.Submit(CrashingTasks.TripleUnless, i, 500, crash))];

        WorkerLostException ex = await Assert.ThrowsAsync<WorkerLostException>(() => tasks[500].AsTask().OrTimeout());
        Assert.Contains(Sign(crash), ex.Message, StringComparison.Ordinal);
        Assert.False(ex.IsMemoryLimit);
        Assert.Equal(PoolTaskState.Failed, tasks[500].State);
        for (int i = 0; i < Tasks; i++)
            if (i != 500) Assert.Equal(3 * i, await tasks[i].AsTask().OrTimeout());
        await AssertGoesOnAsync(workers.Pool);
    }

    [Theory]
    [Trait("Fault", "2")]
    [Trait("Fault", "8")]
    [Trait("Fault", "9")]
    [Trait("Fault", "10")]
    [Trait("Fault", "11")]
    [InlineData(10)]
    [InlineData(null)]
    public async Task Map_ATaskOfEachWayAmongAThousand_ThoseFail(int? batch)
    {
        TaskOutcome<int>[] outcomes = await workers.Pool
            .MapAsync(CrashingTasks.TripleUnlessItsTurn, Enumerable.Range(0, Tasks), new MapOptions { BatchSize = batch }).Outcomes().ToArrayAsync().AsTask().OrTimeout();

        Assert.Equal(Tasks, outcomes.Length);
        for (int i = 0; i < Tasks; i++)
        {
            Assert.Equal(i, outcomes[i].Index);
            if (i % 100 == 50 && i / 100 < Ways.Count)
                Assert.Contains(Sign((Crash)(i / 100)), Assert.IsType<WorkerLostException>(outcomes[i].Exception).Message, StringComparison.Ordinal);
            else
                Assert.Equal(3 * i, outcomes[i].Value);
        }

        await AssertGoesOnAsync(workers.Pool);
    }

    [Fact]
    [Trait("Fault", "2")]
    public async Task Kill_FromOutsideWhileATaskRuns_ThatTaskFails()
    {
        using SharedValue<int> processId = workers.Pool.CreateSharedValue<int>();
        PoolTask task = workers.Pool.Submit(SayWhoAndWait, processId);
        await Eventually.Async("the task runs", () => processId.Value != 0);
        System.Diagnostics.Process.GetProcessById(processId.Value).Kill();

        WorkerLostException ex = await Assert.ThrowsAsync<WorkerLostException>(() => task.AsTask().OrTimeout());
        Assert.Equal(processId.Value, ex.ProcessId);
        Assert.Contains("SIGKILL", ex.Message, StringComparison.Ordinal);
        await AssertGoesOnAsync(workers.Pool);
    }

    [Fact]
    [Trait("Fault", "1")]
    public async Task Kill_FromOutsideWhileNothingRuns_TheWorkerIsReplaced()
    {
        for (int round = 0; round < 3; round++)
        {
            int[] before = [.. workers.Pool.WorkerProcesses.Select(static worker => worker.ProcessId)];
            System.Diagnostics.Process.GetProcessById(before[0]).Kill();
            await Eventually.Async("another is there", () =>
                workers.Pool.WorkerProcesses.Count == 2 && workers.Pool.WorkerProcesses.All(worker => worker.ProcessId != before[0]));
            await AssertGoesOnAsync(workers.Pool);
        }
    }

    [Fact]
    [Trait("Fault", "11")]
    [Trait("Fault", "18")]
    public async Task Submit_EveryTaskCrashes_EachFailsAndThePoolLives()
    {
        PoolTask<int>[] tasks = [.. Enumerable.Range(0, 12).Select(_ => workers.Pool.Submit(CrashingTasks.Commit, Crash.Exit))];
        foreach (PoolTask<int> task in tasks) await Assert.ThrowsAsync<WorkerLostException>(() => task.AsTask().OrTimeout());
        await AssertGoesOnAsync(workers.Pool);
    }

    internal static async Task AssertGoesOnAsync(ProcessPool pool)
    {
        Assert.Equal(7, await pool.Submit(static (int a, int b) => a + b, 3, 4).AsTask().OrTimeout());
        await pool.WarmUpAsync().OrTimeout();
        Assert.Equal(pool.Workers, pool.WorkerProcesses.Count);
        Assert.True(pool.IsUsable);
    }

    private static string Sign(Crash crash) => crash switch
    {
        Crash.Exit => "exit code 0",
        Crash.Kill => "SIGKILL",
        Crash.Garbage => "worker",
        // The runtime catches faults, says where, and aborts.
        _ => "SIG",
    };

    private static void SayWhoAndWait(SharedValue<int> processId)
    {
        processId.Value = Environment.ProcessId;
        CrashingTasks.LoopForEver();
    }
}
