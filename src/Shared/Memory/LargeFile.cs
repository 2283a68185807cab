using Cluster.Interop;
using Microsoft.Win32.SafeHandles;

namespace Cluster.Memory;

/// <summary>Files for large segments, with pages of 2 MiB by the first way that is open. Linux; any thread.</summary>
/// <remarks>
/// With pages of 4 KiB each process pays 70 to 120 ms for every GiB that it maps, with these 1 to 4 ms (2 cores, Linux 6.18). What a way
/// needs, and what it promises:
/// <code>
///  memory file   shmem_enabled other than never         sealed
///  reserved      free pages in /sys/kernel/mm/hugepages sealed
///  tmpfs         a mount, here or in a namespace        not sealed: read-only through the descriptor that others open
/// </code>
/// </remarks>
internal static class LargeFile
{
    /// <summary>Bytes from which it is tried. Below, a process pays less than a millisecond for its small pages.</summary>
    internal const long Least = 8 << 20;

    // A process for mounting takes 6 to 8 ms; small pages take as much here, in each process.
    private const long LeastForProcess = 64 << 20;

    /// <summary>The way that a segment would have; <see cref="SegmentPages.Ordinary"/> for none.</summary>
    internal static SegmentPages Way(long length, SegmentUse use)
    {
        bool wanted = OperatingSystem.IsLinux() && length >= Least && use.Pages != HugePageChoice.Off;
        if (!wanted || !MemoryFiles.AreUsable) return SegmentPages.Ordinary;
        if (Wants(use, HugePageChoice.MemoryFile) && HugePagePolicy.Read().AllowsShared) return SegmentPages.MemoryFile;
        if (Wants(use, HugePageChoice.Reserved) && HugePagePolicy.FreeReserved() >= WholePages(length)) return SegmentPages.Reserved;
        bool tmpfs = use.Pages == HugePageChoice.PrivateTmpfs || (use.Pages == HugePageChoice.Auto && use.IsSealed);
        return tmpfs && PrivateTmpfs.Find(length >= LeastForProcess) is not null ? SegmentPages.PrivateTmpfs : SegmentPages.Ordinary;
    }

    /// <summary>A file with large pages; null where no way is open, or one was and then there was not enough.</summary>
    /// <param name="name">For messages and <c>/proc</c>.</param>
    /// <param name="length">Bytes.</param>
    /// <param name="use">What for.</param>
    /// <param name="available">Bytes that can be had; what was set aside does not count.</param>
    internal static SegmentFile? TryCreate(string name, long length, SegmentUse use, long available)
    {
        SegmentPages way = Way(length, use);
        if (length > available && way != SegmentPages.Reserved) return null;
        try
        {
            return way switch
            {
                SegmentPages.MemoryFile => OfMemory(name, length),
                SegmentPages.Reserved => OfReserved(name, length),
                SegmentPages.PrivateTmpfs => OfTmpfs(PrivateTmpfs.Find(mayStartProcess: false)!, name, length, use.IsSealed),
                _ => null,
            };
        }
        catch (ErrnoException)
        {
            // Somebody else was faster, or the kernel allows less than it says. Ordinary pages do, and if not they fail with figures.
            return null;
        }
    }

    /// <summary>A file of that tmpfs.</summary>
    /// <exception cref="ErrnoException">There is not enough memory.</exception>
    internal static SegmentFile OfTmpfs(PrivateTmpfs tmpfs, string name, long length, bool isSealed)
    {
        (SafeFileHandle writing, SafeFileHandle reading) = tmpfs.CreateFile(name);
        try
        {
            if (length > 0) LinuxMemory.Reserve(writing, length, name);
            var memory = MappedMemory.Map(writing, length, writable: true, name);
            if (isSealed) return new SegmentFile(reading, memory, SegmentPages.PrivateTmpfs, writing);
            reading.Dispose();
            return new SegmentFile(writing, memory, SegmentPages.PrivateTmpfs);
        }
        catch
        {
            writing.Dispose();
            reading.Dispose();
            throw;
        }
    }

    private static bool Wants(SegmentUse use, HugePageChoice way) => use.Pages == way || use.Pages == HugePageChoice.Auto;

    /// <summary>A memory file; with large pages where the kernel's setting allows it.</summary>
    /// <exception cref="ErrnoException">There is not enough memory.</exception>
    internal static SegmentFile OfMemory(string name, long length)
    {
        SafeFileHandle file = LinuxMemory.CreateMemoryFile($"cluster-{name}");
        MappedMemory? memory = null;
        try
        {
            LinuxMemory.SetLength(file, length, name);
            memory = MappedMemory.Map(file, length, writable: true, name);
            // Where the kernel wants to be advised it looks at mappings: reserving by the file alone would get small pages.
            memory.PreferHugePages();
            memory.PopulateForWriting(0, length);
            LinuxMemory.Reserve(file, length, name);
            LinuxMemory.Seal(file, LinuxMemory.SealShrink | LinuxMemory.SealGrow, name);
            return new SegmentFile(file, memory, SegmentPages.MemoryFile);
        }
        catch
        {
            memory?.Dispose();
            file.Dispose();
            throw;
        }
    }

    /// <summary>A memory file of pages that were set aside; they are reserved for it or it is not made.</summary>
    /// <exception cref="ErrnoException">There are not enough.</exception>
    internal static SegmentFile OfReserved(string name, long length)
    {
        long whole = WholePages(length);
        SafeFileHandle file = LinuxMemory.CreateReservedFile($"cluster-{name}");
        try
        {
            LinuxMemory.Reserve(file, whole, name);
            LinuxMemory.Seal(file, LinuxMemory.SealShrink | LinuxMemory.SealGrow, name);
            return new SegmentFile(file, MappedMemory.Map(file, length, writable: true, name, whole), SegmentPages.Reserved);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static long WholePages(long length) => (length + HugePages.Size - 1) & ~(HugePages.Size - 1L);
}
