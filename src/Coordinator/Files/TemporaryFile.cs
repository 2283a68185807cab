using System.Collections.Concurrent;

namespace Cluster.Coordinator.Files;

/// <summary>A file under another name beside its target, whose place it takes in one step when it is complete.</summary>
/// <remarks>
/// One thread. Disposing before <see cref="Replace"/> removes it, and so does the end of the process, unless it is killed; the target is only ever the old file
/// or the new one. A link at the target is replaced, not followed: what it leads to was not named by the user.
/// </remarks>
internal sealed class TemporaryFile : IDisposable
{
    private static readonly ConcurrentDictionary<string, bool> Unfinished = new();

    private readonly string _target;
    private readonly string _name;
    private readonly long _size;
    private FileStream? _stream;

    static TemporaryFile() => AppDomain.CurrentDomain.ProcessExit += static (_, _) => RemoveUnfinished();

    private TemporaryFile(string target, long size)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(target))!;
        (_target, _size, _name) = (target, size, Path.Combine(folder, $".cluster-{Path.GetRandomFileName()}.tmp"));
    }

    /// <summary>Creates the file; its space is reserved, so that a full disk shows before the first byte.</summary>
    /// <param name="target">The name that it will get.</param>
    /// <param name="size">Bytes that will be written.</param>
    /// <exception cref="FileProblemException">The folder may not be written to, or the disk has not enough space.</exception>
    public static TemporaryFile Create(string target, long size)
    {
        var file = new TemporaryFile(target, size);
        file.Try(file.Open);
        return file;
    }

    /// <summary>Removes what is on its way, on behalf of a process that is about to end. Any thread.</summary>
    public static void RemoveUnfinished()
    {
        foreach (string name in Unfinished.Keys) Remove(name);
    }

    public void Write(ReadOnlySpan<byte> data)
    {
        try
        {
            _stream!.Write(data);
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            throw Problem(ex);
        }
    }

    /// <summary>Waits for the disk, then renames over the target. A link there is replaced, not followed.</summary>
    public void Replace() => Try(() =>
    {
        _stream!.Flush(flushToDisk: true);
        _stream.Dispose();
        File.Move(_name, _target, overwrite: true);
        _stream = null;
        Unfinished.TryRemove(_name, out _);
    });

    public void Dispose()
    {
        if (_stream is null) return;
        _stream.Dispose();
        _stream = null;
        Remove(_name);
    }

    private static void Remove(string name)
    {
        try
        {
            File.Delete(name);
            Unfinished.TryRemove(name, out _);
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            // The failure that led here is the one to report; a folder that may be written to but not deleted from is rare.
        }
    }

    // Create-new fails on a name that exists, a link included, so nobody can prepare a place for the data to go to.
    private void Open()
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            Share = FileShare.None,
            BufferSize = 0,
            PreallocationSize = _size,
        };

        // A target that others may not read keeps it so, while the file is written and afterwards; a new one gets the user's usual mode.
        if (!OperatingSystem.IsWindows() && File.Exists(_target) && new FileInfo(_target).LinkTarget is null)
            options.UnixCreateMode = File.GetUnixFileMode(_target);
        Unfinished[_name] = true;
        _stream = new FileStream(_name, options);
        if (!OperatingSystem.IsWindows() && options.UnixCreateMode is { } mode) File.SetUnixFileMode(_stream.SafeFileHandle, mode);
    }

    private void Try(Action access)
    {
        try
        {
            access();
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            Dispose();
            throw Problem(ex);
        }
    }

    private FileProblemException Problem(Exception ex)
    {
        if (ex is UnauthorizedAccessException)
            return new FileProblemException(
                _target, "permission denied", $"let {Environment.UserName} write to the folder, or name another", ex);
        long? free = DiskSpace.Free(_name);
        return DiskSpace.IsLack(ex) || free < _size - Written()
            ? new FileProblemException(
                _target,
                $"disk full: needs {_size:N0} bytes, {free?.ToString("N0") ?? "an unknown number"} are free",
                "free some space, or name another disk",
                ex)
            : new FileProblemException(_target, $"cannot be written: {ex.Message}", "check the folder and the disk", ex);
    }

    // What is on the disk already is no longer part of the free space.
    private long Written() => File.Exists(_name) ? new FileInfo(_name).Length : 0;
}
