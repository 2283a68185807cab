namespace Cluster.Coordinator.Cli.Doctor;

/// <summary>Small files in which the kernel tells its settings.</summary>
internal static class SystemFile
{
    /// <summary>The text without its line end; null where there is no such file or it may not be read.</summary>
    internal static string? Read(string path)
    {
        try
        {
            return File.ReadAllText(path).Trim();
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    internal static long? Number(string path) => long.TryParse(Read(path), out long number) ? number : null;

    /// <summary>A limit of this process's control group, version 2 or 1; null where there is none.</summary>
    internal static string? ControlGroup(string file, string olderFile)
    {
        string? own = null;
        foreach (string line in (Read("/proc/self/cgroup") ?? "").Split('\n'))
            if (line.StartsWith("0::", StringComparison.Ordinal)) own = line[3..].Trim('/');
        const string root = "/sys/fs/cgroup";
        return Read(Path.Combine(root, own ?? "", file)) ?? Read(Path.Combine(root, file)) ?? Read(Path.Combine(root, olderFile));
    }
}
