namespace Cluster.Tests.Resources;

/// <summary>A control group below the tests' own, with one limit; skips the test where none can be made.</summary>
internal sealed class LimitedGroup : IDisposable
{
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
        for (int attempt = 0; ; attempt++)
        {
            try
            {
                Directory.Delete(Path);
                return;
            }
            catch (IOException) when (attempt < 1000)
            {
                Thread.Yield();
            }
        }
    }
}
