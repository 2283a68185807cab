namespace Cluster.Coordinator.Ranks;

/// <summary>What the launcher would have removed from this machine, and cannot because it was killed: its session directory and MPI's own shared memory.</summary>
/// <remarks>
/// The memory files are found where this process has them mapped, so they are of this job and no other. Every rank of a machine does this at the same time, and any
/// of them may come first.
/// </remarks>
internal static class LauncherRemains
{
    private const string SegmentPrefix = "/dev/shm/vader_segment";
    private const string SessionVariable = "PMIX_SERVER_TMPDIR";
    private const string SessionsPrefix = "ompi.";

    // More than there are files in one, for each of which another rank may come first.
    private const int Passes = 100;

    internal static void Remove()
    {
        foreach (string path in Segments()) Try(() => File.Delete(path));
        if (Environment.GetEnvironmentVariable(SessionVariable) is not { Length: > 0 } session) return;
        string? all = Path.GetDirectoryName(session);
        if (all is null || !Path.GetFileName(all).StartsWith(SessionsPrefix, StringComparison.Ordinal)) return;
        // To delete a tree fails at what another rank has just deleted in it; each pass ends with less.
        for (int pass = 0; pass < Passes && Directory.Exists(session); pass++) Try(() => Directory.Delete(session, recursive: true));
        // Empty, unless another job of this user is running.
        Try(() => Directory.Delete(all));
    }

    private static IEnumerable<string> Segments()
    {
        try
        {
            return [.. from line in File.ReadLines("/proc/self/maps")
                       let start = line.IndexOf(SegmentPrefix, StringComparison.Ordinal)
                       where start >= 0 && !line.EndsWith("(deleted)", StringComparison.Ordinal)
                       select line[start..]];
        }
        catch (IOException)
        {
            return [];
        }
    }

    private static void Try(Action remove)
    {
        try
        {
            remove();
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            // Another rank was faster, or it is not empty.
        }
    }
}
