using System.Security.Cryptography;
using Cluster.Interop;
using Microsoft.Win32.SafeHandles;

namespace Cluster.Memory;

/// <summary>A private directory for segments that are files, where there are no memory files. Linux.</summary>
/// <remarks>
/// Its files stay until their segments are disposed, because workers that replace lost ones map them, too. What a process leaves that is killed is removed
/// by the next one that makes such a directory in the same place: a lock that can be taken has no owner. Any thread.
/// <code>
///  .cluster-new-&lt;random&gt;/lock, locked  →  renamed to cluster-&lt;random&gt;/  →  one file for each segment  →  deleted with the last of them
/// </code>
/// </remarks>
internal sealed class SegmentDirectory
{
    private const string Prefix = "cluster-";
    private const string LockName = "lock";
    private const string Memory = "/dev/shm";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private static readonly Lock Gate = new();
    private static readonly Dictionary<string, SegmentDirectory> Made = [];

    private readonly string _root;
    private readonly SafeFileHandle _lock;
    private int _users;

    private SegmentDirectory(string root, string path, SafeFileHandle held) => (_root, Path, _lock) = (root, path, held);

    internal string Path { get; }

    /// <summary>A directory with room for a segment: in memory, or else where the caller says. Give it back with <see cref="Release"/>.</summary>
    /// <param name="length">Bytes of the segment.</param>
    /// <param name="fallback">Absolute; the second choice.</param>
    /// <exception cref="IOException">There is no room; with figures.</exception>
    internal static SegmentDirectory Acquire(long length, string fallback)
    {
        var full = new List<string>();
        foreach (string root in new[] { Memory, System.IO.Path.TrimEndingDirectorySeparator(fallback) }.Distinct())
        {
            try
            {
                long free = new DriveInfo(root).AvailableFreeSpace;
                if (free >= length) return AcquireIn(root);
                full.Add($"{root} has {free:N0} bytes free");
            }
            catch (Exception ex) when (ex is IOException or UnauthorizedAccessException or ArgumentException)
            {
                full.Add($"{root}: {ex.Message}");
            }
        }

        throw new IOException(
            $"{string.Join(", ", full)}; it would be a file there, because {MemoryFiles.WhyNot} (give {Memory} more room, as with docker --shm-size, or set TMPDIR to a disk that has it)");
    }

    /// <summary>A segment of it is gone.</summary>
    internal void Release()
    {
        lock (Gate)
        {
            if (--_users > 0) return;
            Made.Remove(_root);
            Delete(Path);
            _lock.Dispose();
        }
    }

    private static SegmentDirectory AcquireIn(string root)
    {
        lock (Gate)
        {
            if (!Made.TryGetValue(root, out SegmentDirectory? directory)) Made.Add(root, directory = Create(root));
            directory._users++;
            return directory;
        }
    }

    private static SegmentDirectory Create(string root)
    {
        Sweep(root);
        string random = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
        string path = System.IO.Path.Combine(root, Prefix + random);
        // Locked before it gets the name that sweepers look for.
        string unlisted = System.IO.Path.Combine(root, $".{Prefix}new-{random}");
        if (!OperatingSystem.IsWindows()) Directory.CreateDirectory(unlisted, OwnerOnly);
        SafeFileHandle held = OpenLock(unlisted, FileMode.CreateNew);
        _ = LinuxProcess.TryLock(held);
        Directory.Move(unlisted, path);
        return new SegmentDirectory(root, path, held);
    }

    private static void Sweep(string root)
    {
        foreach (string path in Directory.EnumerateDirectories(root, Prefix + "*"))
        {
            try
            {
                using SafeFileHandle held = OpenLock(path, FileMode.Open);
                if (LinuxProcess.TryLock(held)) Delete(path);
            }
            catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
            {
                // Somebody else's, or somebody else was faster.
            }
        }
    }

    private static SafeFileHandle OpenLock(string directory, FileMode mode) =>
        File.OpenHandle(System.IO.Path.Combine(directory, LockName), mode, FileAccess.ReadWrite, FileShare.ReadWrite);

    private static void Delete(string path)
    {
        try
        {
            Directory.Delete(path, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // A tmp cleaner was faster.
        }
    }
}
