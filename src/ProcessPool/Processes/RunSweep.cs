using System.Buffers;
using Cluster.Interop;
using Microsoft.Win32.SafeHandles;

namespace Cluster.Processes;

/// <summary>Finds and deletes the run directories of coordinators that are gone.</summary>
/// <remarks>
/// By lock: one that can be taken has no owner. It is held until the directory is gone, so that a coordinator that is just making it notices. Only directories
/// of this user are looked into, only by the exact shape of their names, and only a lock and sockets are ever deleted: somebody's <c>cluster-backup</c> beside
/// them is none of our business, and neither is what a link leads to.
/// </remarks>
internal static class RunSweep
{
    // Far more than the moment between two system calls.
    private static readonly TimeSpan HalfMadeLimit = TimeSpan.FromMinutes(1);

    private static readonly SearchValues<char> Hexadecimal = SearchValues.Create("0123456789abcdef");

    /// <summary>What there is, without touching it.</summary>
    internal static IReadOnlyList<RunLeftover> Look(IReadOnlyList<string> roots) =>
        [.. Names(roots).Select(static path => Examine(path, delete: false)).OfType<RunLeftover>()];

    /// <summary>Deletes what may go; returns that, and what stays.</summary>
    internal static IReadOnlyList<RunLeftover> Sweep(IReadOnlyList<string> roots) =>
        [.. Names(roots).Select(static path => Examine(path, delete: true)).OfType<RunLeftover>()];

    /// <summary>Deletes a run directory and what belongs in it.</summary>
    /// <exception cref="IOException">There is something else in it.</exception>
    internal static void Delete(string path)
    {
        try
        {
            // The lock last: whoever is killed in between leaves what the next start knows at once to have no owner.
            foreach (string file in Directory.EnumerateFileSystemEntries(path))
                if (IsSocket(Path.GetFileName(file))) File.Delete(file);
            File.Delete(Path.Combine(path, RunLock.Name));
            Directory.Delete(path);
        }
        catch (DirectoryNotFoundException)
        {
            // Somebody's tmp cleaner was faster.
        }
    }

    private static List<string> Names(IReadOnlyList<string> roots)
    {
        var names = new List<string>();
        foreach (string root in roots)
        {
            try
            {
                names.AddRange(Directory.EnumerateDirectories(root).Where(static path => IsRunDirectory(Path.GetFileName(path))));
            }
            catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
            {
                // Not there, or not ours to look at: then nothing of ours is in it either.
            }
        }

        return names;
    }

    // Null: it was gone before it could be looked at.
    private static RunLeftover? Examine(string path, bool delete)
    {
        try
        {
            if (Foreign(path) is { } whose) return new RunLeftover(path, whose);
            using SafeFileHandle? held = RunLock.TryTake(path);
            if (held is null) return new RunLeftover(path, "is in use");
            if (delete) Delete(path);
            return new RunLeftover(path);
        }
        catch (FileNotFoundException)
        {
            return WithoutLock(path, delete);
        }
        catch (DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            return new RunLeftover(path, ex.Message);
        }
    }

    // Killed, or just now, between the making of the directory and of its lock, or between the end of the lock and of the directory.
    private static RunLeftover? WithoutLock(string path, bool delete)
    {
        try
        {
            if (!Directory.Exists(path)) return null;
            if (TimeProvider.System.GetUtcNow() - Directory.GetLastWriteTimeUtc(path) <= HalfMadeLimit)
                return new RunLeftover(path, "has no lock, but was used a minute ago or less: perhaps it is being made");
            if (delete) Delete(path);
            return new RunLeftover(path);
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            return new RunLeftover(path, ex.Message);
        }
    }

    private static string? Foreign(string path)
    {
        if (!OperatingSystem.IsLinux()) return new DirectoryInfo(path).LinkTarget is null ? null : "is a symbolic link";
        FileStatus status = LinuxFile.Status(path, follow: false);
        if (status.UserId != LinuxProcess.EffectiveUserId()) return $"belongs to user {status.UserId}";
        return status.IsDirectory ? null : "is a symbolic link";
    }

    private static bool IsRunDirectory(string name)
    {
        foreach (string prefix in (ReadOnlySpan<string>)[RunDirectory.Prefix, RunDirectory.NewPrefix])
            if (name.StartsWith(prefix, StringComparison.Ordinal) && IsRandom(name.AsSpan(prefix.Length))) return true;
        return false;
    }

    private static bool IsRandom(ReadOnlySpan<char> text) => text.Length == 2 * RunDirectory.RandomBytes && !text.ContainsAnyExcept(Hexadecimal);

    private static bool IsSocket(string name) => name.Length > 1 && name[0] == 'w' && !name.AsSpan(1).ContainsAnyExceptInRange('0', '9');
}
