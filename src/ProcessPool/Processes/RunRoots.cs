using Cluster.Interop;

namespace Cluster.Processes;

/// <summary>Directories that a run directory may be made in, the best first.</summary>
internal static class RunRoots
{
    private const uint Administrator = 0;

    /// <summary>Those of the environment, whatever they are.</summary>
    internal static IReadOnlyList<string> All()
    {
        var roots = new List<string>();
        if (Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR") is { Length: > 0 } runtime) roots.Add(Path.TrimEndingDirectorySeparator(runtime));
        if (OperatingSystem.IsLinux()) roots.Add($"/run/user/{LinuxProcess.EffectiveUserId()}");
        roots.Add(Path.TrimEndingDirectorySeparator(Path.GetTempPath()));
        return [.. roots.Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Why nothing is to be made there; null if it may.</summary>
    /// <remarks>Whoever else may rename what is in a directory may put something of his own in the place of a run directory.</remarks>
    internal static string? Refusal(string root)
    {
        if (!Directory.Exists(root)) return "does not exist";
        if (!OperatingSystem.IsLinux()) return null;
        uint user = LinuxProcess.EffectiveUserId();
        FileStatus itself = LinuxFile.Status(root, follow: false);
        if (itself.IsLink && itself.UserId != user && itself.UserId != Administrator) return $"is a symbolic link of user {itself.UserId}";
        FileStatus directory = LinuxFile.Status(root, follow: true);
        if (directory.UserId == user) return null;
        if (directory.UserId != Administrator) return $"belongs to user {directory.UserId}";
        return directory.IsSticky ? null : "belongs to user 0 and is not sticky";
    }
}
