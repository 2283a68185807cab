using Cluster.Coordinator.Files;
using Microsoft.Win32.SafeHandles;

namespace Cluster.Coordinator.Checkpoints;

/// <summary>The file of a checkpoint: found or made, locked, and of the right run.</summary>
/// <remarks>
/// One process at a time has it. Nobody but its owner may read or write it, and a file of somebody else's is not used: what is in it
/// becomes part of a result.
/// </remarks>
internal sealed class CheckpointFile : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly FileStream _stream;
    private readonly bool _wasEmpty;
    private CheckpointHeader? _header;

    private CheckpointFile(string path, FileStream stream)
    {
        (Path, _stream) = (path, stream);
        long most = CheckpointHeader.FixedSize + CheckpointHeader.MostText;
        byte[] beginning = new byte[(int)Math.Min(RandomAccess.GetLength(Handle), most)];
        int length = RandomAccess.Read(Handle, beginning, 0);
        if (CheckpointHeader.Read(beginning.AsSpan(0, length), out _header) is { } problem)
            throw new FileProblemException(path, problem, "delete it, or name another folder");
        _wasEmpty = _header is null;
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
    /// <exception cref="FileProblemException">It cannot be written, is in use or another user's, or is no checkpoint.</exception>
    internal static CheckpointFile Open(string folder, string job)
    {
        MakeFolder(folder);
        string path = System.IO.Path.Combine(folder, $"{job}.checkpoint");
        FileStream stream = LockedFile.Open(path);
        try
        {
            return new CheckpointFile(path, stream);
        }
        catch (Exception ex)
        {
            stream.Dispose();
            if (ex is IOException) throw new FileProblemException(path, $"cannot be read: {ex.Message}", "check the disk", ex);
            throw;
        }
    }

    /// <summary>Sees to it that the checkpoint is of this run; of an empty one it becomes so.</summary>
    /// <param name="facts">What the run's result depends on; looked at one by one.</param>
    /// <exception cref="FileProblemException">It is of another run, or cannot be written.</exception>
    internal void Begin(IEnumerable<RunFact> facts)
    {
        if (_header is not null)
        {
            if (_header.Difference(facts) is not { } difference) return;
            const string Remedy = "continue that one, name another folder, or delete the file to begin again";
            throw new FileProblemException(Path, $"is of another run: {difference}", Remedy);
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
            string remedy = DiskSpace.IsLack(ex) ? "free some space, or name another disk" : "check the disk";
            throw new FileProblemException(Path, $"cannot be written: {ex.Message}", remedy, ex);
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
        if (_wasEmpty && _header is null) Remove();
        _stream.Dispose();
    }

    private static void MakeFolder(string folder)
    {
        if (Directory.Exists(folder)) return;
        if (File.Exists(folder)) throw new FileProblemException(folder, "is a file and not a folder", "name a folder");
        string? parent = System.IO.Path.GetDirectoryName(System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(folder)));
        if (parent is not null && !Directory.Exists(parent))
            throw new FileProblemException(folder, $"its folder {parent} does not exist", "create it first");
        try
        {
            if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
            else Directory.CreateDirectory(folder, OwnerOnly);
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            throw new FileProblemException(folder, $"cannot be created: {ex.Message.TrimEnd('.')}", "name a folder that can", ex);
        }
    }
}
