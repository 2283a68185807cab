using System.Globalization;

namespace Cluster.Interop;

/// <summary>The limits of the control group that this process is in, which is how containers are limited. Version 2 and version 1.</summary>
/// <remarks>
/// Limits of the groups above count as well, as far as they are to be seen: a container sees its own group as the root. Reads a few small files; any
/// thread. Everything is null where there is no group, no limit or no permission.
/// </remarks>
internal static class ControlGroup
{
    private const string Root = "/sys/fs/cgroup";

    /// <summary>Bytes that all processes of the group may have together.</summary>
    internal static long? MemoryLimit => Least("memory", "memory.max", "memory.limit_in_bytes");

    /// <summary>Processes and threads that the group may have.</summary>
    internal static long? ProcessLimit => Least("pids", "pids.max", "pids.max");

    /// <summary>Processes and threads that it has.</summary>
    internal static long? Processes => Number(Read("pids", "pids.current", "pids.current"));

    /// <summary>How often the kernel has killed a process of the group for its memory.</summary>
    internal static long? MemoryKills => Field("memory", "memory.events", "memory.oom_control", "oom_kill");

    /// <summary>Bytes that it may still have: what it could have again by dropping files from memory counts as free.</summary>
    internal static long? MemoryLeft()
    {
        if (MemoryLimit is not { } limit || Number(Read("memory", "memory.current", "memory.usage_in_bytes")) is not { } used) return null;
        long cache = Field("memory", "memory.stat", "memory.stat", "inactive_file") ?? 0;
        return Math.Max(0, limit - Math.Max(0, used - cache));
    }

    /// <summary>The text of a file of this process's own group, or of the root as it sees it.</summary>
    internal static string? Read(string controller, string file, string olderFile)
    {
        foreach (string directory in Directories(controller, out bool older))
            if (Text(Path.Combine(directory, older ? olderFile : file)) is { } text) return text;
        return null;
    }

    // Version 1 says "no limit" with a number near the largest.
    private static long? Least(string controller, string file, string olderFile)
    {
        long? least = null;
        foreach (string directory in Directories(controller, out bool older))
        {
            long? limit = Number(Text(Path.Combine(directory, older ? olderFile : file)));
            if (limit < Math.Min(least ?? long.MaxValue, long.MaxValue / 2)) least = limit;
        }

        return least;
    }

    // From the own group up to the root. A controller is in the one hierarchy or in the other.
    private static List<string> Directories(string controller, out bool older)
    {
        string path = "";
        older = false;
        foreach (string line in (Text("/proc/self/cgroup") ?? "").Split('\n'))
        {
            string[] parts = line.Split(':', 3);
            if (parts.Length < 3) continue;
            if (parts[0] == "0" && !older) path = parts[2];
            else if (parts[1].Split(',').Contains(controller)) (path, older) = (parts[2], true);
        }

        string root = older ? Path.Combine(Root, controller) : Root;
        var directories = new List<string>();
        for (string? own = path.Trim('/'); !string.IsNullOrEmpty(own); own = Path.GetDirectoryName(own)) directories.Add(Path.Combine(root, own));
        directories.Add(root);
        return directories;
    }

    private static long? Field(string controller, string file, string olderFile, string name)
    {
        foreach (string line in (Read(controller, file, olderFile) ?? "").Split('\n'))
            if (line.StartsWith(name, StringComparison.Ordinal) && line.Length > name.Length && line[name.Length] == ' ') return Number(line[name.Length..]);
        return null;
    }

    private static long? Number(string? text) => long.TryParse(text, NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture, out long number) ? number : null;

    private static string? Text(string path)
    {
        try
        {
            return File.Exists(path) ? File.ReadAllText(path).TrimEnd() : null;
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
