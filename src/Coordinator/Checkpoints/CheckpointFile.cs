using System.Globalization;
using System.Runtime.Versioning;
using Cluster.Coordinator.Files;
using Cluster.Interop;
using Microsoft.Win32.SafeHandles;

namespace Cluster.Coordinator.Checkpoints;

/// <summary>The file of a checkpoint: found or made, locked, and of the right run.</summary>
/// <remarks>
/// One process at a time has it: by a lock that ends with the process, however that ends. Nobody but its owner may read or write it, and a file that
/// belongs to somebody else is not used: what is in it becomes part of a result.
/// </remarks>
internal sealed class CheckpointFile : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerOnlyFolder = OwnerOnly | UnixFileMode.UserExecute;

    // EWOULDBLOCK, as which the base library reports a lock that another process has.
    private const int WouldBlock = 11;

    // EEXIST.
    private const int Exists = 17;

    // A run that ends at this very moment is one; that several do, one after the other, is somebody's doing.
    private const int MostAttempts = 4;

    private readonly FileStream _stream;
    private readonly bool _isEmpty;
    private CheckpointHeader? _header;

    private CheckpointFile(string path, FileStream stream)
    {
        (Path, _stream) = (path, stream);
        byte[] beginning = new byte[(int)Math.Min(RandomAccess.GetLength(Handle), CheckpointHeader.FixedSize + CheckpointHeader.MostText)];
        int length = RandomAccess.Read(Handle, beginning, 0);
        if (CheckpointHeader.Read(beginning.AsSpan(0, length), out _header) is { } problem) throw Refusal(problem, "delete it, or name another folder");
        _isEmpty = _header is null;
    }

    /// <summary>As messages name it.</summary>
    internal string Path { get; }

    internal SafeFileHandle Handle => _stream.SafeFileHandle;

    /// <summary>Once it has begun: where the first record is.</summary>
    internal long RecordsFrom => _header!.Length;

    /// <summary>Once it has begun: what checksums of records go on from.</summary>
    internal uint Seed => _header!.Sum;

    /// <summary>Opens the checkpoint of a job in a folder, or makes an empty one; the folder too, if only that is missing.</summary>
    /// <param name="folder">As the user named it.</param>
    /// <param name="job">Its name.</param>
    /// <exception cref="FileProblemException">It cannot be written, is another process's or another user's, or is no checkpoint.</exception>
    internal static CheckpointFile Open(string folder, string job)
    {
        string path = System.IO.Path.Combine(folder, $"{job}.checkpoint");
        try
        {
            MakeFolder(folder);
            for (int attempt = 0; attempt < MostAttempts; attempt++)
            {
                if (OpenOrCreate(path) is not { } stream) continue;
                try
                {
                    // To open a pipe for reading and writing does not wait for anybody.
                    if (!stream.CanSeek) throw Problem(path, "is no regular file", "delete it, or name another folder");
                    if (OperatingSystem.IsLinux() && !LinuxProcess.TryLock(stream.SafeFileHandle)) throw InUse(path);
                    if (IsStillThere(path, stream))
                    {
                        if (!OperatingSystem.IsWindows()) MakePrivate(path, stream.SafeFileHandle);
                        return new CheckpointFile(path, stream);
                    }

                    stream.Dispose();
                }
                catch
                {
                    stream.Dispose();
                    throw;
                }
            }

            throw InUse(path);
        }
        catch (UnauthorizedAccessException ex)
        {
            throw Problem(path, "permission denied", $"let {Environment.UserName} own and write it and its folder, or name another folder", ex);
        }
        catch (IOException ex)
        {
            throw ex.HResult == WouldBlock ? InUse(path) : Problem(path, $"cannot be written: {ex.Message}", "check the folder and the disk", ex);
        }
    }

    /// <summary>Sees to it that the checkpoint is of this run; of an empty one it becomes so.</summary>
    /// <param name="facts">What the run's result depends on; looked at one by one.</param>
    /// <exception cref="FileProblemException">It is of another run, or cannot be written.</exception>
    internal void Begin(IEnumerable<RunFact> facts)
    {
        if (_header is not null)
        {
            if (_header.Difference(facts) is { } difference)
                throw Refusal($"is of another run: {difference}", "continue that one, name another folder, or delete the file to begin again");
            return;
        }

        byte[] bytes = CheckpointHeader.Write(facts.Select(static fact => fact.Line), out CheckpointHeader header);
        try
        {
            RandomAccess.SetLength(Handle, 0);
            RandomAccess.Write(Handle, bytes, 0);
            _header = header;
        }
        catch (IOException ex)
        {
            throw Problem(Path, $"cannot be written: {ex.Message}", DiskSpace.IsLack(ex) ? "free some space, or name another disk" : "check the disk", ex);
        }
    }

    /// <summary>Cuts off what is behind the last record that is whole.</summary>
    internal void Cut(long length) => RandomAccess.SetLength(Handle, length);

    /// <summary>Deletes the file; false when that cannot be done.</summary>
    internal bool Remove()
    {
        try
        {
            File.Delete(Path);
            return true;
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Gives it free for others. One in which nothing was begun is deleted.</summary>
    public void Dispose()
    {
        if (_stream.SafeFileHandle.IsClosed) return;
        if (_isEmpty && _header is null) Remove();
        _stream.Dispose();
    }

    private static void MakeFolder(string folder)
    {
        if (Directory.Exists(folder)) return;
        if (File.Exists(folder)) throw Problem(folder, "is a file and not a folder", "name a folder");
        string? parent = System.IO.Path.GetDirectoryName(System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(folder)));
        if (parent is not null && !Directory.Exists(parent)) throw Problem(folder, $"its folder {parent} does not exist", "create it first");
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, OwnerOnlyFolder);
    }

    // Create-new fails on a name that exists, a link included. Null when somebody made the file, or deleted it, since we looked.
    private static FileStream? OpenOrCreate(string path)
    {
        // The lock behind FileShare can be switched off by an environment variable: on Linux we take our own.
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, BufferSize = 0,
            Share = OperatingSystem.IsLinux() ? FileShare.ReadWrite | FileShare.Delete : FileShare.Delete,
        };
        var info = new FileInfo(path);
        if (info.LinkTarget is not null) throw Problem(path, "is a link", "delete it, or name another folder");
        if (Directory.Exists(path)) throw Problem(path, "is a folder", "name another folder");
        if (info.Exists) options.Mode = FileMode.Open;
        else if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerOnly;

        try
        {
            return new FileStream(path, options);
        }
        catch (IOException ex) when (options.Mode == FileMode.Open ? ex is FileNotFoundException : ex.HResult == Exists)
        {
            return null;
        }
    }

    // Of a file of another user's the mode cannot be set.
    [UnsupportedOSPlatform("windows")]
    private static void MakePrivate(string path, SafeFileHandle file)
    {
        if ((File.GetUnixFileMode(file) & (UnixFileMode.GroupWrite | UnixFileMode.OtherWrite)) != 0)
            throw Problem(path, "may be written by other users", "delete it, or name another folder");
        File.SetUnixFileMode(file, OwnerOnly);
    }

    // The run that had it may have been done, and deleted it, between our opening and our locking; and whoever may write to the folder may have put
    // a link in its place. Without /proc there is no telling.
    private static bool IsStillThere(string path, FileStream stream)
    {
        string link = string.Create(CultureInfo.InvariantCulture, $"/proc/self/fd/{stream.SafeFileHandle.DangerousGetHandle()}");
        return !OperatingSystem.IsLinux() || new FileInfo(link).LinkTarget is not { } target || target == RealPath.Of(path);
    }

    private static FileProblemException InUse(string path) =>
        Problem(path, "is in use by another run", "wait for that one, or name another folder");

    private FileProblemException Refusal(string what, string remedy) => Problem(Path, what, remedy);

    private static FileProblemException Problem(string path, string what, string remedy, Exception? cause = null) => new(path, what, remedy, cause);
}
