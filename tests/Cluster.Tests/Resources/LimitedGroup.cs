using System.Diagnostics;

namespace Cluster.Tests.Resources;

/// <summary>A control group below the tests' own, with one limit; skips the test where none can be made.</summary>
internal sealed class LimitedGroup : IDisposable
{
    // The kernel takes its time with the memory of a process that has ended, where others keep it busy.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private LimitedGroup(string path) => Path = path;

    /// <summary>Of its directory.</summary>
    internal string Path { get; }

    /// <param name="controller">Version 1 has a hierarchy for each, version 2 one for all.</param>
    /// <param name="file">Of the limit.</param>
    /// <param name="limit">Written to it.</param>
    internal static LimitedGroup Create(string controller, string file, string limit)
    {
        string root = Directory.Exists($"/sys/fs/cgroup/{controller}") ? $"/sys/fs/cgroup/{controller}" : "/sys/fs/cgroup";
        string path = System.IO.Path.Combine(root, $"cluster-tests-{Environment.ProcessId}");
        try
        {
            Directory.CreateDirectory(path);
            File.WriteAllText(System.IO.Path.Combine(path, file), limit);
            return new LimitedGroup(path);
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            if (Directory.Exists(path)) Directory.Delete(path);
            Assert.Skip($"no control group can be made: {ex.Message}");
            throw;
        }
    }

    // Not recursive: what is in it are the kernel's own files, which go with it. Processes that have ended may be in it for a moment longer.
    public void Dispose()
    {
        long begin = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                Directory.Delete(Path);
                return;
            }
            catch (IOException) when (Stopwatch.GetElapsedTime(begin) < Patience)
            {
                Thread.Yield();
            }
        }
    }
}
