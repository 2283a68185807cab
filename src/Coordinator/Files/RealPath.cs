namespace Cluster.Coordinator.Files;

/// <summary>The path with every link in it followed.</summary>
internal static class RealPath
{
    // As many as Linux follows before it answers "too many levels of symbolic links".
    private const int LinkLimit = 40;

    /// <summary>Follows links one name at a time, as the system does.</summary>
    /// <remarks>
    /// <see cref="FileSystemInfo.ResolveLinkTarget"/> takes <c>..</c> in a link's target as text, which names another file when the link's
    /// own folder was reached through a link.
    /// </remarks>
    /// <exception cref="FileProblemException">The links go in a circle.</exception>
    public static string Of(string path)
    {
        string full = Path.GetFullPath(path);
        string resolved = Path.GetPathRoot(full)!;
        var names = new Stack<string>(Names(full[resolved.Length..]));
        int links = 0;
        while (names.TryPop(out string? name))
        {
            if (name == "..")
            {
                resolved = Path.GetDirectoryName(resolved) ?? resolved;
                continue;
            }
            string next = Path.Combine(resolved, name);
            string? target = new FileInfo(next).LinkTarget;
            if (target is null)
            {
                resolved = next;
                continue;
            }
            if (++links > LinkLimit) throw new FileProblemException(path, "its symbolic links go in a circle", "name the file itself");
            if (Path.IsPathRooted(target)) resolved = Path.GetPathRoot(target)!;
            foreach (string part in Names(target[Path.GetPathRoot(target)!.Length..])) names.Push(part);
        }
        return resolved;
    }

    /// <summary>Last name first, so that the first one is on top of the stack.</summary>
    private static IEnumerable<string> Names(string path) =>
        path.Split([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries)
            .Where(name => name != ".").Reverse();
}
