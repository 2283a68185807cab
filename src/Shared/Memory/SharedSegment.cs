using Cluster.Faults;
using Cluster.Interop;
using Microsoft.Win32.SafeHandles;

namespace Cluster.Memory;

/// <summary>A piece of memory that this process owns and others map by handle.</summary>
/// <remarks>
/// The coordinator owns every segment; workers only map. All of its space is reserved before anyone touches it, and its size is sealed, so
/// neither a lack of memory nor a truncation can become a signal. A large one may lie in a file of a private tmpfs
/// (<see cref="LargeFile"/>), where a read-only mount does what seals do elsewhere. Dispose it once every worker has let go: on Linux the memory is then
/// given back, and after a crash of the owner the same happens by itself, since the segment has no name. Where there are no memory files it is a file
/// in a <see cref="SegmentDirectory"/>: reserved likewise, but not sealed.
/// <code>
///  create → reserve → map here, writable → fill → Seal → handle goes out → workers map, read-only
/// </code>
/// </remarks>
internal sealed class SharedSegment : IDisposable
{
    private readonly SafeFileHandle _file;
    private readonly string _name;

    // Only a file that was made here: a user's file has a path too.
    private readonly bool _deletes;
    private SegmentDirectory? _directory;

    // Of a file without seals; null from sealing on.
    private SafeFileHandle? _writing;

    private SharedSegment(SafeFileHandle file, SegmentHandle handle, MappedMemory memory, string name, bool deletes = false) =>
        (_file, Handle, Memory, _name, _deletes) = (file, handle, memory, name, deletes);

    private SharedSegment(SegmentFile file, string name)
        : this(file.File, HandleOf(file), file.Memory, name) => (Pages, _writing) = (file.Pages, file.Writing);

    /// <summary>What the workers get.</summary>
    public SegmentHandle Handle { get; }

    /// <summary>The owner's own mapping.</summary>
    public MappedMemory Memory { get; }

    /// <summary>Where its pages come from.</summary>
    internal SegmentPages Pages { get; }

    /// <summary>Creates a segment and reserves its space.</summary>
    /// <param name="name">For messages and <c>/proc</c>.</param>
    /// <param name="length">Bytes; 0 is allowed.</param>
    /// <param name="fallbackDirectory">For the file that is used where there are no memory files, and no room in <c>/dev/shm</c>.</param>
    /// <param name="use">What for; null for <see cref="SegmentUse.Any"/>.</param>
    /// <exception cref="IOException">There is not enough memory, or the system refused; with figures.</exception>
    public static SharedSegment Create(string name, long length, string fallbackDirectory, SegmentUse? use = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        if (!OperatingSystem.IsLinux()) return CreateNamedFile(name, length, fallbackDirectory);
        return MemoryFiles.AreUsable
            ? CreateMemoryFile(name, length, use ?? SegmentUse.Any)
            : CreateInDirectory(name, length, fallbackDirectory);
    }

    /// <summary>Takes over a file that is mapped here.</summary>
    internal static SharedSegment Of(SegmentFile file, string name) => new(file, name);

    /// <summary>Offers a file that the user gave, for reading, without a copy.</summary>
    /// <remarks>Workers open this process's descriptor, so they get the very file that was checked, even if the name is replaced meanwhile.</remarks>
    public static SharedSegment OfFile(string path)
    {
        SafeFileHandle file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        try
        {
            long length = RandomAccess.GetLength(file);
            SegmentHandle handle = MemoryFiles.AreUsable
                ? new SegmentHandle(SegmentKind.OpenFile, Environment.ProcessId, Descriptor(file), "", length)
                : new SegmentHandle(SegmentKind.NamedFile, 0, 0, Path.GetFullPath(path), length);
            return new SharedSegment(file, handle, MappedMemory.Map(file, length, writable: false, path), path);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Looks whether a user's file is still as long as its mapping, of which the rest would be a signal to touch. Any thread.</summary>
    /// <exception cref="FaultException"><see cref="FaultCode.InputUnavailable"/>: it is not.</exception>
    internal void CheckLength()
    {
        long length = RandomAccess.GetLength(_file);
        if (length < Memory.Length)
            throw new FaultException(FaultCode.InputUnavailable, $"{_name} had {Memory.Length:N0} bytes and has {length:N0}: it was changed while it was in use");
    }

    /// <summary>
    /// Called when the data is in place: from now on nobody can map the segment for writing or write to it; the owner's own mapping stays
    /// as it is. A read-only descriptor alone would not do: it can be opened again for writing through <c>/proc</c>.
    /// </summary>
    public void Seal()
    {
        // The file has no name, and others open a descriptor of a read-only mount: nobody gets to write to it from now on.
        if (Pages == SegmentPages.PrivateTmpfs) Interlocked.Exchange(ref _writing, null)?.Dispose();
        else if (Handle.Kind == SegmentKind.MemoryFile) LinuxMemory.Seal(_file, LinuxMemory.SealFutureWrite | LinuxMemory.SealSeal, _name);
        // A file has no seals: whoever is of this user and means harm can still write to it, but not by mistake.
        else if (_deletes && !OperatingSystem.IsWindows()) File.SetUnixFileMode(_file, UnixFileMode.UserRead);
    }

    public void Dispose()
    {
        Memory.Dispose();
        if (_deletes) File.Delete(Handle.Path);
        _file.Dispose();
        Interlocked.Exchange(ref _writing, null)?.Dispose();
        Interlocked.Exchange(ref _directory, null)?.Release();
    }

    /// <summary>Creates the file in <paramref name="directory"/>; used where the system has no memory files.</summary>
    internal static SharedSegment CreateNamedFile(string name, long length, string directory)
    {
        string path = Path.Combine(directory, $"{name}-{Guid.NewGuid():n}");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, PreallocationSize = length };
        // From the first moment: a mode that is set afterwards comes too late for somebody who has opened the file by then.
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (new FileStream(path, options))
        {
        }

        SafeFileHandle file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        try
        {
            // The option of the stream is a wish where a file system cannot reserve; this writes zeros then.
            if (OperatingSystem.IsLinux() && length > 0) LinuxMemory.Reserve(file, length, path);
            else RandomAccess.SetLength(file, length);
            return new SharedSegment(file, new SegmentHandle(SegmentKind.NamedFile, 0, 0, path, length), MappedMemory.Map(file, length, true, path), name, deletes: true);
        }
        catch
        {
            file.Dispose();
            File.Delete(path);
            throw;
        }
    }

    private static SharedSegment CreateInDirectory(string name, long length, string fallback)
    {
        var directory = SegmentDirectory.Acquire(length, fallback);
        try
        {
            SharedSegment segment = CreateNamedFile(name, length, directory.Path);
            segment._directory = directory;
            return segment;
        }
        catch
        {
            directory.Release();
            throw;
        }
    }

    private static SharedSegment CreateMemoryFile(string name, long length, SegmentUse use)
    {
        // Reserving fails cleanly only at a limit that the kernel knows beforehand; without one it takes page after page until the system
        // kills a process.
        long available = AvailableMemory.Bytes();
        if (LargeFile.TryCreate(name, length, use, available) is { } large) return new SharedSegment(large, name);
        if (length > available) throw new ErrnoException("memfd_create", $"{name}: {length:N0} bytes, {available:N0} are available", Errno.OutOfMemory);
        SafeFileHandle file = LinuxMemory.CreateMemoryFile($"cluster-{name}");
        try
        {
            if (length > 0) LinuxMemory.Reserve(file, length, name);
            LinuxMemory.Seal(file, LinuxMemory.SealShrink | LinuxMemory.SealGrow, name);
            var memory = MappedMemory.Map(file, length, writable: true, name);
            return new SharedSegment(new SegmentFile(file, memory, SegmentPages.Ordinary), name);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static SegmentHandle HandleOf(SegmentFile file) =>
        new(SegmentKind.MemoryFile, Environment.ProcessId, Descriptor(file.File), "", file.Memory.Length);

    // The number is only put into a path while the handle is kept open, so it cannot mean another file.
    private static int Descriptor(SafeFileHandle file) => (int)file.DangerousGetHandle();
}
