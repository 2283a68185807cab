using Cluster.TestKit;
using Cluster.Tests.Pools.Crashes;

namespace Cluster.Tests.Pools.Lifetimes;

/// <summary>Many starts, and starts from threads that end.</summary>
public sealed class SpawnTests : PoolTest
{
    [Fact]
    [Trait("Fault", "71")]
    public async Task Start_HundredsInARow_NoZombieAndNoDescriptorIsLeft()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Processes are counted in /proc.");
        int spawns = TestScale.Of(300, 10_000);
        await using ProcessPool pool = await StartAsync(static options => options.RecycleAfterTasks = 1);
        // What the runtime opens when it first needs it.
        await RunAsync(pool, 20);
        int before = Descriptors();
        await RunAsync(pool, spawns);
        await Eventually.Async("no process waits to be waited for", () => ProcessTable.Zombies().Count == 0);
        // A worker that is just being started has some.
        await Eventually.Async($"there are no more descriptors than {before}", () => Descriptors() <= before + 4);
        TestContext.Current.TestOutputHelper?.WriteLine($"{spawns} workers, {before} descriptors before, {Descriptors()} after");
    }

    [Fact]
    [Trait("Fault", "71")]
    public async Task Kill_AgainAndAgain_NoZombieAndNoDescriptorIsLeft()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Processes are counted in /proc.");
        await using ProcessPool pool = await StartAsync();
        for (int i = 0; i < 5; i++) await Assert.ThrowsAsync<WorkerLostException>(() => pool.Submit(CrashingTasks.Commit, Crash.Kill).AsTask().OrTimeout());
        // A place that is empty has none of the descriptors of a worker.
        await Eventually.Async("both places are filled", () => pool.WorkerProcesses.Count == 2);
        int before = Descriptors();
        for (int i = 0; i < TestScale.Of(60, 2000); i++) await Assert.ThrowsAsync<WorkerLostException>(() => pool.Submit(CrashingTasks.Commit, Crash.Kill).AsTask().OrTimeout());
        await CrashTests.AssertGoesOnAsync(pool);
        await Eventually.Async("no process waits to be waited for", () => ProcessTable.Zombies().Count == 0);
        await Eventually.Async($"there are no more descriptors than {before}", () => Descriptors() <= before + 4);
    }

    // A worker asks to be ended with the thread that has started it.
    [Fact]
    [Trait("Fault", "69")]
    public async Task Start_FromAThreadThatEnds_WorkersStay()
    {
        ProcessPool[] pools = new ProcessPool[2];
        var thread = new Thread(() => pools[0] = StartAsync().GetAwaiter().GetResult());
        thread.Start();
        await OnThread.Run(thread.Join).OrTimeout();
        pools[1] = await Task.Run(() => StartAsync());
        foreach (ProcessPool pool in pools)
        {
            await using ProcessPool _ = pool;
            int[] before = [.. pool.WorkerProcesses.Select(static worker => worker.ProcessId)];
            // Replacements too.
            System.Diagnostics.Process.GetProcessById(before[0]).Kill();
            await Eventually.Async("it is replaced", () => pool.WorkerProcesses.Count == 2 && pool.WorkerProcesses.All(worker => worker.ProcessId != before[0]));
            int[] now = [.. pool.WorkerProcesses.Select(static worker => worker.ProcessId)];
            await Task.Delay(TimeSpan.FromSeconds(TestScale.Of(1, 60)));
            for (int i = 0; i < 50; i++) Assert.Contains(await pool.Submit(static () => Environment.ProcessId).AsTask().OrTimeout(), now);
            Assert.Equal(now.Order(), pool.WorkerProcesses.Select(static worker => worker.ProcessId).Order());
        }
    }

    private static async Task RunAsync(ProcessPool pool, int tasks)
    {
        int[] processes = await pool.MapAsync(static (int _) => Environment.ProcessId, Enumerable.Range(0, tasks), new MapOptions { BatchSize = 1 }).ToArrayAsync().AsTask().WaitAsync(TimeSpan.FromMinutes(10));
        Assert.Equal(tasks, processes.Distinct().Count());
    }

    // Assemblies are the runtime's, which opens them when it first needs them and keeps them.
    private static int Descriptors() => Directory.EnumerateFileSystemEntries("/proc/self/fd").Count(static path => !IsAssembly(path));

    private static bool IsAssembly(string descriptor)
    {
        try
        {
            return new FileInfo(descriptor).LinkTarget?.EndsWith(".dll", StringComparison.Ordinal) == true;
        }
        catch (IOException)
        {
            // Closed meanwhile.
            return false;
        }
    }
}
