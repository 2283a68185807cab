using System.Runtime;
using Cluster.TestKit;

namespace Cluster.Processes;

public sealed class WorkerProcessTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Dispose_OfAProcessThatHasEnded_ClosesItsPipes(bool isDrained)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "there is no /proc to see the pipes in");
        var program = new WorkerProgram("/bin/cat", []);
        WorkerProcess process = await SpawnThread.Run(() => WorkerProcess.Start(program, new PoolOptions()));
        string[] pipes = [.. Enumerable.Range(0, 3).Select(descriptor => Target($"/proc/{process.Id}/fd/{descriptor}")!)];
        Assert.All(pipes, static pipe => Assert.StartsWith("pipe:", pipe));
        process.Tell("hello"u8);
        if (isDrained) process.Drain();
        process.Kill();
        await process.Exited.OrTimeout();
        // It breaks the pipe, as a signal for a worker does that has just ended.
        process.Tell("hello"u8);

        // By the process, and not by the collector, which is kept away meanwhile.
        Assert.True(GC.TryStartNoGCRegion(200 << 20));
        try
        {
            process.Dispose();
            await Eventually.Async("the pipes are closed", () => !Open().Intersect(pipes).Any());
            Assert.Equal(GCLatencyMode.NoGCRegion, GCSettings.LatencyMode);
        }
        finally
        {
            if (GCSettings.LatencyMode == GCLatencyMode.NoGCRegion) GC.EndNoGCRegion();
        }
    }

    private static IEnumerable<string?> Open() => Directory.EnumerateFileSystemEntries("/proc/self/fd").Select(Target);

    private static string? Target(string link)
    {
        try
        {
            return new FileInfo(link).LinkTarget;
        }
        catch (IOException)
        {
            return null;
        }
    }
}
