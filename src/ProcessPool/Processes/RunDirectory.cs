using System.Security.Cryptography;
using Cluster.Faults;
using Cluster.Interop;
using Cluster.Transport;
using Microsoft.Win32.SafeHandles;

namespace Cluster.Processes;

/// <summary>A private directory for the sockets that workers connect to.</summary>
/// <remarks>
/// It exists only while workers start: once they are connected nothing on disk is needed, so it is deleted, and a coordinator that is killed later
/// leaves nothing. What one leaves that is killed during a start is swept at the next start, by lock: a lock that can be taken has no owner.
/// <code>
///  .cluster-new-&lt;random&gt;/lock, locked  →  renamed to cluster-&lt;random&gt;/  →  w0, w1 … bound, connected  →  deleted
/// </code>
/// </remarks>
internal sealed class RunDirectory : IDisposable
{
    private const string Prefix = "cluster-";
    private const string NewPrefix = ".cluster-new-";
    private const string LockName = "lock";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    // Far more than the moment between two system calls.
    private static readonly TimeSpan HalfMadeLimit = TimeSpan.FromMinutes(1);

    // Sweepers hold a lock for microseconds.
    private static readonly TimeSpan LockLimit = TimeSpan.FromSeconds(1);

    private readonly SafeFileHandle _lock;

    private RunDirectory(string path, SafeFileHandle held) => (Path, _lock) = (path, held);

    internal string Path { get; }

    /// <summary>Creates one in the first place that allows it.</summary>
    /// <exception cref="FaultException"><see cref="FaultCode.StartFailed"/>: none does; the message lists them.</exception>
    internal static RunDirectory Create()
    {
        var tried = new List<string>();
        foreach (string root in Roots())
        {
            try
            {
                return CreateOrTryAgain(root);
            }
            catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
            {
                tried.Add($"{root}: {ex.Message}");
            }
        }

        throw new FaultException(FaultCode.StartFailed, $"no directory for the workers' sockets; tried {string.Join("; ", tried)} (set XDG_RUNTIME_DIR to a private directory)");
    }

    /// <summary>Directories of coordinators that are gone.</summary>
    internal static IEnumerable<string> Leftovers()
    {
        foreach (string root in Roots())
        {
            if (!Directory.Exists(root)) continue;
            foreach (string pattern in (string[])[Prefix + "*", NewPrefix + "*"])
                foreach (string path in Directory.EnumerateDirectories(root, pattern))
                    if (IsAbandoned(path)) yield return path;
        }
    }

    /// <summary>Deletes them; returns how many.</summary>
    internal static int Sweep()
    {
        int swept = 0;
        foreach (string path in Leftovers().ToList())
        {
            try
            {
                Delete(path);
                swept++;
            }
            catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
            {
                // Somebody holds a file in it, or it is not ours to delete; doctor lists what stays.
            }
        }

        return swept;
    }

    /// <summary>Where worker <paramref name="id"/> connects.</summary>
    internal string PipePath(int id) => System.IO.Path.Combine(Path, $"w{id}");

    public void Dispose()
    {
        Delete(Path);
        _lock.Dispose();
    }

    private static IEnumerable<string> Roots()
    {
        var roots = new List<string>();
        if (Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR") is { Length: > 0 } runtime) roots.Add(runtime);
        if (OperatingSystem.IsLinux()) roots.Add($"/run/user/{LinuxProcess.EffectiveUserId()}");
        roots.Add(System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetTempPath()));
        return roots.Distinct(StringComparer.Ordinal);
    }

    // Between the making of the lock and the taking of it a sweeper may think that nobody owns it; twice in a row it will not.
    private static RunDirectory CreateOrTryAgain(string root)
    {
        try
        {
            return CreateIn(root);
        }
        catch (DirectoryNotFoundException)
        {
            return CreateIn(root);
        }
    }

    private static RunDirectory CreateIn(string root)
    {
        string random = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
        string path = System.IO.Path.Combine(root, Prefix + random);
        int longest = System.Text.Encoding.UTF8.GetByteCount(System.IO.Path.Combine(path, "w9999"));
        if (longest > NamedPipeConnection.MaxPathBytes) throw new IOException($"a socket's path would have {longest} bytes, {NamedPipeConnection.MaxPathBytes} are allowed");
        if (!Directory.Exists(root)) throw new IOException("does not exist");

        // Locked before it gets the name that sweepers look for: they never see it without an owner.
        string unlisted = System.IO.Path.Combine(root, NewPrefix + random);
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(unlisted);
        else Directory.CreateDirectory(unlisted, OwnerOnly);
        SafeFileHandle held = OpenLock(unlisted, FileMode.CreateNew);
        Own(held, unlisted);
        Directory.Move(unlisted, path);
        return new RunDirectory(path, held);
    }

    // To be opened is to have a shared lock, and to make it one's own means to let go of that first. A sweeper that looks at the file at this moment has one of its
    // own; whoever went on without any would have its directory swept while it uses it.
    private static void Own(SafeFileHandle held, string unlisted)
    {
        if (SpinWait.SpinUntil(() => TryLock(held), LockLimit)) return;
        held.Dispose();
        throw new DirectoryNotFoundException($"{unlisted} cannot be locked");
    }

    private static bool IsAbandoned(string path)
    {
        try
        {
            using SafeFileHandle held = OpenLock(path, FileMode.Open);
            return TryLock(held);
        }
        catch (FileNotFoundException)
        {
            // Killed, or just now, between the making of the directory and of its lock, or between the end of the lock and of the directory.
            return TimeProvider.System.GetUtcNow() - Directory.GetLastWriteTimeUtc(path) > HalfMadeLimit;
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    // A lock of our own on Unix: the one behind FileShare can be switched off by an environment variable, and then every directory would look abandoned.
    private static SafeFileHandle OpenLock(string directory, FileMode mode) => File.OpenHandle(
        System.IO.Path.Combine(directory, LockName), mode, FileAccess.ReadWrite, OperatingSystem.IsLinux() ? FileShare.ReadWrite : FileShare.None);

    private static bool TryLock(SafeFileHandle file) => !OperatingSystem.IsLinux() || LinuxProcess.TryLock(file);

    private static void Delete(string path)
    {
        try
        {
            // The lock last: whoever is killed in between leaves what the next start knows at once to have no owner.
            foreach (string file in Directory.EnumerateFiles(path).Where(static file => System.IO.Path.GetFileName(file) != LockName)) File.Delete(file);
            Directory.Delete(path, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // Somebody's tmp cleaner was faster.
        }
    }
}
