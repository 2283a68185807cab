using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Cluster.TestKit;

namespace Cluster.Tests.Pools.Crashes;

/// <summary>Ends of a process that are not the doing of the task's own stack: another thread's, another worker's, the collector's.</summary>
public sealed partial class ExitTests : PoolTest
{
    [Theory]
    [Trait("Fault", "11")]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(99)]
    [InlineData(137)]
    public async Task Exit_WhileATaskRuns_FailsItWithTheCode(int code)
    {
        await using ProcessPool pool = await StartAsync();
        PoolTask<int> exits = pool.Submit(Exit, code);
        PoolTask<int>[] others = [.. Enumerable.Range(0, 100).Select(i => pool.Submit(static (int x) => x, i))];
        WorkerLostException ex = await Assert.ThrowsAsync<WorkerLostException>(() => exits.AsTask().OrTimeout());
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"exit code {code}"), ex.Message, StringComparison.Ordinal);
        for (int i = 0; i < others.Length; i++) Assert.Equal(i, await others[i].AsTask().OrTimeout());
        await CrashTests.AssertGoesOnAsync(pool);
    }

    [Fact]
    [Trait("Fault", "10")]
    public async Task UnhandledException_OnAnotherThread_LosesTheTaskThatRuns()
    {
        await using ProcessPool pool = await StartAsync();
        WorkerLostException ex = await Assert.ThrowsAsync<WorkerLostException>(() => pool.Submit(ThrowElsewhere).AsTask().OrTimeout());
        Assert.Contains("SIGABRT", ex.Message, StringComparison.Ordinal);
        Assert.Contains("on another thread", ex.Message, StringComparison.Ordinal);
        await CrashTests.AssertGoesOnAsync(pool);
    }

    [Fact]
    [Trait("Fault", "10")]
    public async Task UnhandledException_OfAnAsyncVoidMethod_LosesTheTaskThatRuns()
    {
        await using ProcessPool pool = await StartAsync();
        WorkerLostException ex = await Assert.ThrowsAsync<WorkerLostException>(() => pool.Submit(static () =>
        {
            ThrowLater();
            Thread.Sleep(Timeout.Infinite);
        }).AsTask().OrTimeout());
        Assert.Contains("SIGABRT", ex.Message, StringComparison.Ordinal);
        Assert.Contains("of nobody's", ex.Message, StringComparison.Ordinal);
        await CrashTests.AssertGoesOnAsync(pool);
    }

    [Fact]
    [Trait("Fault", "16")]
    public async Task Finalizer_CrashesAfterTheResultHasLeft_TheResultStands()
    {
        await using ProcessPool pool = await StartAsync();
        for (int round = 0; round < 5; round++)
        {
            using SharedValue<int> collect = pool.CreateSharedValue<int>();
            int processId = await pool.Submit(PlantBomb, collect).AsTask().OrTimeout();
            PoolTask<int>[] later = [.. Enumerable.Range(0, 50).Select(i => pool.Submit(static (int x) => 3 * x, i, new TaskOptions { Attempts = 2 }))];
            collect.Value = 1;
            await Eventually.Async("its worker is replaced", () => pool.WorkerProcesses.All(worker => worker.ProcessId != processId));
            for (int i = 0; i < later.Length; i++) Assert.Equal(3 * i, await later[i].AsTask().OrTimeout());
            await CrashTests.AssertGoesOnAsync(pool);
        }
    }

    [Fact]
    [Trait("Fault", "21")]
    public async Task Kill_OfAWorkerByAnother_FailsTheVictimsTaskOnly()
    {
        await using ProcessPool pool = await StartAsync();
        using SharedValue<int> victim = pool.CreateSharedValue<int>();
        PoolTask waits = pool.Submit(static (SharedValue<int> processId) =>
        {
            processId.Value = Environment.ProcessId;
            Thread.Sleep(Timeout.Infinite);
        }, victim);
        PoolTask<int> kills = pool.Submit(static (SharedValue<int> processId) =>
        {
            SpinWait.SpinUntil(() => processId.Value != 0);
            Process.GetProcessById(processId.Value).Kill();
            return Environment.ProcessId;
        }, victim);

        int killer = await kills.AsTask().OrTimeout();
        WorkerLostException ex = await Assert.ThrowsAsync<WorkerLostException>(() => waits.AsTask().OrTimeout());
        Assert.Equal(victim.Value, ex.ProcessId);
        Assert.Contains("SIGKILL", ex.Message, StringComparison.Ordinal);
        await CrashTests.AssertGoesOnAsync(pool);
        Assert.Contains(pool.WorkerProcesses, worker => worker.ProcessId == killer);
    }

    [Theory]
    [Trait("Fault", "19")]
    [Trait("Fault", "21")]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(13)]
    public async Task Kill_OfEachOther_EveryTaskEnds(int workers)
    {
        await using ProcessPool pool = await StartAsync(options => options.Workers = workers);
        int[] processes = [.. pool.WorkerProcesses.Select(static worker => worker.ProcessId)];
        PoolTask<int>[] tasks = [.. Enumerable.Range(0, 2 * workers).Select(i => pool.Submit(KillOne, processes, i % workers))];
        foreach (PoolTask<int> task in tasks)
        {
            Exception? ex = await Record.ExceptionAsync(() => task.AsTask().OrTimeout());
            if (ex is not null) Assert.IsType<WorkerLostException>(ex);
        }

        Assert.Contains(tasks, static task => task.State == PoolTaskState.Failed);
        await CrashTests.AssertGoesOnAsync(pool);
    }

    private static int Exit(int code)
    {
        Environment.Exit(code);
        return code;
    }

    private static void ThrowElsewhere()
    {
        new Thread(static () => throw new InvalidOperationException("on another thread")).Start();
        Thread.Sleep(Timeout.Infinite);
    }

    private static async void ThrowLater()
    {
        await Task.Yield();
        throw new InvalidOperationException("of nobody's");
    }

    private static int KillOne(int[] processes, int index)
    {
        try
        {
            Process.GetProcessById(processes[index]).Kill();
        }
        catch (Exception ex) when (ex is ArgumentException or InvalidOperationException)
        {
            // Somebody was faster.
        }

        return index;
    }

    private static int PlantBomb(SharedValue<int> collect)
    {
        Plant();
        new Thread(() =>
        {
            SpinWait.SpinUntil(() => collect.Value != 0);
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }) { IsBackground = true }.Start();
        return Environment.ProcessId;
    }

    // By itself, so that no frame holds it.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Plant() => _ = new Bomb();

    [LibraryImport("libc", EntryPoint = "strlen")]
    private static partial nint LengthOf(nint text);

    private sealed class Bomb
    {
        ~Bomb() => LengthOf(0);
    }
}
