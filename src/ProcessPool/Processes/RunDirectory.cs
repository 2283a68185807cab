using System.Security.Cryptography;
using System.Text;
using Cluster.Faults;
using Cluster.Interop;
using Cluster.Transport;
using Microsoft.Win32.SafeHandles;

namespace Cluster.Processes;

/// <summary>A private directory for the sockets that workers connect to.</summary>
/// <remarks>
/// It exists only while workers start: once they are connected nothing on disk is needed, so it is deleted, and a coordinator that is killed later
/// leaves nothing. What one leaves that is killed during a start is swept at the next start (<see cref="RunSweep"/>).
/// <code>
///  .cluster-new-&lt;random&gt;/lock, locked  →  renamed to cluster-&lt;random&gt;/  →  w0, w1 … bound, connected  →  deleted
/// </code>
/// Nobody knows the name beforehand, and a name that is taken is refused, whatever has it. Nobody but this user may enter.
/// </remarks>
internal sealed class RunDirectory : IDisposable
{
    internal const string Prefix = "cluster-";
    internal const string NewPrefix = ".cluster-new-";

    /// <summary>Bytes of the random part of the name.</summary>
    internal const int RandomBytes = 8;

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    // A sweeper looks at a directory in the moment between the making of its lock and the taking of it once in a great while.
    private const int Attempts = 20;

    private readonly SafeFileHandle _lock;

    private RunDirectory(string path, SafeFileHandle held) => (Path, _lock) = (path, held);

    internal string Path { get; }

    /// <summary>Creates one in the first place that allows it.</summary>
    /// <exception cref="FaultException"><see cref="FaultCode.StartFailed"/>: none does; the message lists them.</exception>
    internal static RunDirectory Create() => Create(RunRoots.All());

    /// <summary>As above, in the first of <paramref name="roots"/> that is safe.</summary>
    internal static RunDirectory Create(IReadOnlyList<string> roots)
    {
        var tried = new List<string>();
        foreach (string root in roots)
        {
            try
            {
                if (RunRoots.Refusal(root) is not { } refusal) return CreateIn(root);
                tried.Add($"{root}: {refusal}");
            }
            catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
            {
                tried.Add($"{root}: {ex.Message}");
            }
        }

        throw new FaultException(
            FaultCode.StartFailed, $"no directory for the workers' sockets; tried {string.Join("; ", tried)} (set XDG_RUNTIME_DIR to a private directory)");
    }

    /// <summary>Makes the directory of that name; null when a sweeper took it for a leftover.</summary>
    /// <exception cref="IOException">The name is taken, or what was made is not as it must be.</exception>
    internal static RunDirectory? TryCreate(string root, string random)
    {
        string path = System.IO.Path.Combine(root, Prefix + random);
        int longest = Encoding.UTF8.GetByteCount(System.IO.Path.Combine(path, "w9999"));
        if (longest > NamedPipeConnection.MaxPathBytes) throw new IOException($"a socket's path would have {longest} bytes, {NamedPipeConnection.MaxPathBytes} are allowed");

        // Locked before it gets the name that workers are told: a sweeper that holds the lock, or has held it, is noticed here.
        string unlisted = System.IO.Path.Combine(root, NewPrefix + random);
        Make(unlisted);
        SafeFileHandle? held = null;
        try
        {
            held = RunLock.Create(unlisted);
            if (held is null)
            {
                RunSweep.Delete(unlisted);
                return null;
            }

            Directory.Move(unlisted, path);
            Check(path);
            if (File.Exists(System.IO.Path.Combine(path, RunLock.Name))) return new RunDirectory(path, held);
            RunSweep.Delete(path);
        }
        catch (Exception ex) when (ex is DirectoryNotFoundException or FileNotFoundException)
        {
            // Swept.
        }
        catch
        {
            // Of the name that is ours for certain; one that it was moved to is swept later, by whoever owns it.
            if (held is not null) RunSweep.Delete(unlisted);
            held?.Dispose();
            throw;
        }

        held?.Dispose();
        return null;
    }

    /// <summary>Directories of coordinators that are gone.</summary>
    internal static IEnumerable<string> Leftovers() => RunSweep.Look(RunRoots.All()).Where(static one => one.KeptBecause is null).Select(static one => one.Path);

    /// <summary>Deletes them; returns how many.</summary>
    internal static int Sweep() => RunSweep.Sweep(RunRoots.All()).Count(static one => one.KeptBecause is null);

    /// <summary>Where worker <paramref name="id"/> connects.</summary>
    internal string PipePath(int id) => System.IO.Path.Combine(Path, $"w{id}");

    public void Dispose()
    {
        try
        {
            RunSweep.Delete(Path);
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            // The run does not need it any more; the doctor lists what stays.
        }

        _lock.Dispose();
    }

    private static RunDirectory CreateIn(string root)
    {
        for (int i = 0; i < Attempts; i++)
            if (TryCreate(root, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(RandomBytes))) is { } made) return made;
        throw new IOException($"{Attempts} directories were deleted by somebody else as soon as they were made");
    }

    private static void Make(string path)
    {
        if (OperatingSystem.IsLinux()) LinuxFile.MakePrivateDirectory(path);
        else if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, OwnerOnly);
    }

    // Whatever somebody else could do with the names in between: what workers are told is ours alone.
    private static void Check(string path)
    {
        if (!OperatingSystem.IsLinux()) return;
        FileStatus status = LinuxFile.Status(path, follow: false);
        if (!status.IsDirectory) throw new IOException($"{path} is not the directory that was made");
        if (status.UserId != LinuxProcess.EffectiveUserId()) throw new IOException($"{path} belongs to user {status.UserId}");
        if (status.Permissions != OwnerOnly) throw new IOException($"{path} was made with the permissions {status.Permissions}");
    }
}
