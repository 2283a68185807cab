using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Cluster.Interop;

/// <summary>Anonymous memory files, their seals, and mappings of them.</summary>
internal static partial class LinuxMemory
{
    private const uint CloseOnExec = 1;
    private const uint AllowSealing = 2;
    private const int AddSeals = 1033;
    private const int GetSealsCommand = 1034;
    private const int ProtectRead = 1;
    private const int ProtectWrite = 2;
    private const int MapShared = 1;
    private const int MapPrivate = 2;
    private const int MapWithoutFile = 0x20;
    private const int AdviseHugePages = 14;
    private const int AdviseNoHugePages = 15;
    private const int AdvisePopulateRead = 22;
    private const int AdvisePopulateWrite = 23;

    internal const int SealSeal = 1;
    internal const int SealShrink = 2;
    internal const int SealGrow = 4;

    /// <summary>No new writable mapping and no write call; mappings that exist stay writable (Linux 5.1).</summary>
    internal const int SealFutureWrite = 16;

    internal static SafeFileHandle CreateMemoryFile(string name)
    {
        SafeFileHandle file = MemoryFileCreate(name, CloseOnExec | AllowSealing);
        return file.IsInvalid ? throw new ErrnoException("memfd_create", name, Errno.Last) : file;
    }

    /// <summary>Sets the size and reserves every page, so that a lack of memory is this call's error and not a signal later.</summary>
    internal static void Reserve(SafeFileHandle file, long length, string name)
    {
        if (Truncate(file, length) != 0) throw new ErrnoException("ftruncate", name, Errno.Last);
        int error;
        do error = Allocate(file, 0, length);
        while (error == Errno.InterruptedCall);
        if (error != 0) throw new ErrnoException("posix_fallocate", name, error);
    }

    internal static void Seal(SafeFileHandle file, int seals, string name)
    {
        if (Control(file, AddSeals, seals) != 0) throw new ErrnoException("fcntl(F_ADD_SEALS)", name, Errno.Last);
    }

    internal static int Seals(SafeFileHandle file, string name)
    {
        int seals = Control(file, GetSealsCommand, 0);
        return seals < 0 ? throw new ErrnoException("fcntl(F_GET_SEALS)", name, Errno.Last) : seals;
    }

    internal static nint Map(SafeFileHandle file, long length, bool writable, string name)
    {
        nint address = MapPages(0, (nuint)length, writable ? ProtectRead | ProtectWrite : ProtectRead, MapShared, file, 0);
        return address == -1 ? throw new ErrnoException("mmap", name, Errno.Last) : address;
    }

    /// <summary>Zeroed memory of this process alone; its pages are made when they are touched.</summary>
    internal static nint MapAnonymous(long length)
    {
        nint address = MapPages(0, (nuint)length, ProtectRead | ProtectWrite, MapPrivate | MapWithoutFile, -1, 0);
        return address == -1 ? throw new ErrnoException("mmap", $"{length:N0} bytes", Errno.Last) : address;
    }

    /// <summary>Asks for pages of 2 MiB in a range, or for none of them. False where the kernel has no such pages.</summary>
    internal static bool PreferHugePages(nint address, long length, bool huge) =>
        Advise(address, (nuint)length, huge ? AdviseHugePages : AdviseNoHugePages) == 0;

    internal static void Unmap(nint address, long length)
    {
        if (UnmapPages(address, (nuint)length) != 0) throw new ErrnoException("munmap", $"0x{address:x}", Errno.Last);
    }

    /// <summary>Makes the page-table entries of a range at once. False where the kernel is older than 5.14.</summary>
    internal static bool Populate(nint address, long length, bool writing) =>
        Advise(address, (nuint)length, writing ? AdvisePopulateWrite : AdvisePopulateRead) == 0;

    [LibraryImport("libc", EntryPoint = "memfd_create", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial SafeFileHandle MemoryFileCreate(string name, uint flags);

    [LibraryImport("libc", EntryPoint = "ftruncate", SetLastError = true)]
    private static partial int Truncate(SafeFileHandle file, long length);

    // Returns the error instead of setting errno.
    [LibraryImport("libc", EntryPoint = "posix_fallocate")]
    private static partial int Allocate(SafeFileHandle file, long offset, long length);

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static partial int Control(SafeFileHandle file, int command, int argument);

    [LibraryImport("libc", EntryPoint = "mmap", SetLastError = true)]
    private static partial nint MapPages(nint hint, nuint length, int protection, int flags, SafeFileHandle file, long offset);

    [LibraryImport("libc", EntryPoint = "mmap", SetLastError = true)]
    private static partial nint MapPages(nint hint, nuint length, int protection, int flags, int file, long offset);

    [LibraryImport("libc", EntryPoint = "munmap", SetLastError = true)]
    private static partial int UnmapPages(nint address, nuint length);

    [LibraryImport("libc", EntryPoint = "madvise", SetLastError = true)]
    private static partial int Advise(nint address, nuint length, int advice);
}
