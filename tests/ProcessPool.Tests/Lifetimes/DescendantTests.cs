using System.Diagnostics;
using System.Globalization;
using Cluster.TestKit;
using Cluster.Tests.Pools.Crashes;

namespace Cluster.Tests.Pools.Lifetimes;

/// <summary>Workers and what their tasks start: what they inherit, what they read, and that they end.</summary>
public sealed class DescendantTests : PoolTest
{
    /// <summary>A way for a worker to end.</summary>
    public enum End
    {
        /// <summary>By a signal from outside.</summary>
        Killed,

        /// <summary>By a crash.</summary>
        Crashed,

        /// <summary>Because of the limit of a task.</summary>
        TimedOut,

        /// <summary>Because it has done as much as it may.</summary>
        Recycled,

        /// <summary>With its pool.</summary>
        Disposed,
    }

    [Theory]
    [Trait("Fault", "70")]
    [InlineData(End.Killed)]
    [InlineData(End.Crashed)]
    [InlineData(End.TimedOut)]
    [InlineData(End.Recycled)]
    [InlineData(End.Disposed)]
    public async Task WorkerEnds_WhatItsTaskHasStarted_EndsToo(End end)
    {
        await using ProcessPool pool = await StartAsync(options => (options.Workers, options.RecycleAfterTasks) = (1, end == End.Recycled ? 1 : null));
        (int worker, int child, int grandchild) = await pool.Submit(StartSleepers).AsTask().OrTimeout();
        if (end != End.Recycled) Assert.True(ProcessTable.IsRunning(child) && ProcessTable.IsRunning(grandchild), "they are there");
        switch (end)
        {
            case End.Killed: Process.GetProcessById(worker).Kill(); break;
            case End.Crashed: await Assert.ThrowsAsync<WorkerLostException>(() => pool.Submit(CrashingTasks.Commit, Crash.Exit).AsTask().OrTimeout()); break;
            case End.TimedOut:
                var brief = new TaskOptions { Timeout = TimeSpan.FromMilliseconds(20) };
                await Assert.ThrowsAsync<TaskTimeoutException>(() => pool.Submit(CrashingTasks.LoopForEver, brief).AsTask().OrTimeout());
                break;
            case End.Disposed: await pool.DisposeAsync(); break;
        }

        await Eventually.Async("nothing of it is left", () => !ProcessTable.IsRunning(worker) && !ProcessTable.IsRunning(child) && !ProcessTable.IsRunning(grandchild));
    }

    [Fact]
    [Trait("Fault", "73")]
    public async Task StandardInput_OfATask_IsAtItsEnd()
    {
        await using ProcessPool pool = await StartAsync();
        Assert.Null(await pool.Submit(static () => Console.ReadLine()).AsTask().OrTimeout());
        Assert.Equal(-1, await pool.Submit(static () => Console.OpenStandardInput().ReadByte()).AsTask().OrTimeout());
        await CrashTests.AssertGoesOnAsync(pool);
    }

    [Fact]
    [Trait("Fault", "73")]
    public async Task StandardInput_OfWhatATaskStarts_IsAtItsEnd()
    {
        await using ProcessPool pool = await StartAsync();
        int exitCode = await pool.Submit(static () =>
        {
            using Process cat = Process.Start(new ProcessStartInfo("cat") { UseShellExecute = false })!;
            cat.WaitForExit();
            return cat.ExitCode;
        }).AsTask().OrTimeout();
        Assert.Equal(0, exitCode);
    }

    [Fact]
    [Trait("Fault", "74")]
    public async Task Descriptors_OfAWorker_AreItsOwn()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Descriptors are listed in /proc.");
        string path = Path.GetTempFileName();
        try
        {
            // Files, pipes and sockets of the program's, from before the workers are started.
            using FileStream file = File.OpenRead(path);
            await using ProcessPool other = await StartAsync();
            await using ProcessPool pool = await StartAsync();
            string[] mine = Descriptors();
            foreach (string[] theirs in await pool.MapAsync(static (int _) => Descriptors(), Enumerable.Range(0, 20), new MapOptions { BatchSize = 1 }).ToArrayAsync().AsTask().OrTimeout())
            {
                Assert.Contains(theirs, static one => one.StartsWith("0 /dev/null", StringComparison.Ordinal));
                Assert.DoesNotContain(theirs, one => one.EndsWith(path, StringComparison.Ordinal));
                // One for the coordinator, one that ends with it; two are standard output and error.
                Assert.InRange(theirs.Count(static one => one.Contains(" socket:", StringComparison.Ordinal)), 1, 1);
                // Pipes and sockets have numbers: nothing is shared but the standard streams and standard input as it was, whose other ends the program has.
                Assert.Empty(Anonymous(theirs).Intersect(Anonymous(mine)));
            }
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    [Trait("Fault", "74")]
    public async Task Descriptors_OfWhatATaskStarts_AreTheStandardStreams()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Descriptors are listed in /proc.");
        await using ProcessPool pool = await StartAsync();
        string listed = await pool.Submit(static () =>
        {
            using Process list = Process.Start(new ProcessStartInfo("ls", ["/proc/self/fd"]) { RedirectStandardOutput = true })!;
            return list.StandardOutput.ReadToEnd();
        }).AsTask().OrTimeout();
        // The fourth is the directory that is listed.
        Assert.Equal("0 1 2 3", string.Join(' ', listed.Split('\n', StringSplitOptions.RemoveEmptyEntries)));
    }

    private static string[] Descriptors()
    {
        List<string> all = [];
        foreach (string link in Directory.EnumerateFileSystemEntries("/proc/self/fd"))
            if (new FileInfo(link).LinkTarget is { } target) all.Add(string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(link)} {target}"));
        return [.. all.Order(StringComparer.Ordinal)];
    }

    private static IEnumerable<string> Anonymous(string[] descriptors) =>
        descriptors.Select(static one => one.Split(' ', 2)[1]).Where(static target => target.StartsWith("socket:", StringComparison.Ordinal));

    private static (int Worker, int Child, int Grandchild) StartSleepers()
    {
        using Process shell = Process.Start(new ProcessStartInfo("sh", ["-c", "sleep 1000 & echo $!; wait"]) { RedirectStandardOutput = true })!;
        int grandchild = int.Parse(shell.StandardOutput.ReadLine()!, CultureInfo.InvariantCulture);
        return (Environment.ProcessId, shell.Id, grandchild);
    }
}
