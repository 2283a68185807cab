using Cluster.Interop;
using Microsoft.Win32.SafeHandles;

namespace Cluster.Memory;

/// <summary>A tmpfs of this process alone, whose files have pages of 2 MiB. Linux.</summary>
/// <remarks>
/// One for the whole process, made when first wanted; two descriptors are all that there is of it, so it ends with the process and what
/// maps its files. There are two views of it. Through the second nothing can be written, whoever tries: once no descriptor of a file in the
/// first view is left, that does what a seal does on a memory file. Any thread.
/// </remarks>
internal sealed class PrivateTmpfs
{
    // Pages of 2 MiB where a whole one lies within the file, so that none is wasted on its end.
    private const string Pages = "within_size";

    private static readonly Lock Gate = new();
    private static PrivateTmpfs? _made;
    private static string? _mountLack;
    private static string? _processLack;

    private readonly SafeFileHandle _writing;
    private readonly SafeFileHandle _reading;
    private long _files;

    private PrivateTmpfs(SafeFileHandle writing, SafeFileHandle reading) => (_writing, _reading) = (writing, reading);

    /// <summary>Why there is none; null as long as nobody has found out.</summary>
    internal static string? WhyNot => _made is not null ? null : _processLack ?? _mountLack;

    /// <summary>The process's own; null where the system allows none.</summary>
    /// <param name="mayStartProcess">Whether it is worth a process, where mounting is not allowed; where it is that takes 0.2 ms.</param>
    internal static PrivateTmpfs? Find(bool mayStartProcess)
    {
        lock (Gate)
        {
            if (_made is null && _mountLack is null) _made = Try(MountHere, out _mountLack);
            if (_made is null && mayStartProcess && _processLack is null) _made = Try(MountingProcess.Run, out _processLack);
            return _made;
        }
    }

    /// <summary>One that this process does not keep, mounted in the one way or in the other.</summary>
    /// <exception cref="IOException">Not allowed here.</exception>
    internal static PrivateTmpfs Mount(bool byProcess)
    {
        (SafeFileHandle writing, SafeFileHandle reading) = byProcess ? MountingProcess.Run() : MountHere();
        return new PrivateTmpfs(writing, reading);
    }

    /// <summary>A new file without a name, which the caller owns twice: open for writing, and open where nothing can be written.</summary>
    /// <exception cref="ErrnoException">There are too many files.</exception>
    internal (SafeFileHandle Writing, SafeFileHandle Reading) CreateFile(string name)
    {
        // The name is needed for a moment only, to get from the one view to the other.
        string unique = $"cluster-{name}-{Interlocked.Increment(ref _files)}";
        SafeFileHandle writing = LinuxMount.Create(_writing, unique);
        try
        {
            return (writing, LinuxMount.OpenToRead(_reading, unique));
        }
        catch
        {
            writing.Dispose();
            throw;
        }
        finally
        {
            LinuxMount.Remove(_writing, unique);
        }
    }

    /// <summary>Lets it go; its files stay as long as they are open or mapped.</summary>
    internal void Release()
    {
        _writing.Dispose();
        _reading.Dispose();
    }

    private static PrivateTmpfs? Try(Func<(SafeFileHandle Writing, SafeFileHandle Reading)> mount, out string? lack)
    {
        lack = null;
        try
        {
            (SafeFileHandle writing, SafeFileHandle reading) = mount();
            return new PrivateTmpfs(writing, reading);
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            lack = ex.Message;
            return null;
        }
    }

    private static (SafeFileHandle Writing, SafeFileHandle Reading) MountHere()
    {
        // No limit of its own: what is available is looked at before.
        SafeFileHandle writing = LinuxMount.CreateTmpfs(("huge", Pages), ("size", "0"), ("mode", "0700"));
        try
        {
            return (writing, LinuxMount.CloneReadOnly(writing));
        }
        catch
        {
            writing.Dispose();
            throw;
        }
    }
}
