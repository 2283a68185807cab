using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Cluster.Interop;

/// <summary>Owners of files, and directories that must be new.</summary>
internal static unsafe partial class LinuxFile
{
    private const int CurrentDirectory = -100;
    private const int DoNotFollow = 0x100;
    private const uint ModeAndOwner = 0x1 | 0x2 | 0x8;
    private const int ReadWrite = 2;
    private const int CreateNew = 0x40 | 0x80;
    private const int CloseOnExec = 0x80000;
    private const uint OwnerReadsAndWrites = 0x180;

    /// <summary>Looks at a path; at a link itself unless <paramref name="follow"/>.</summary>
    /// <exception cref="FileNotFoundException">Nothing has that name.</exception>
    /// <exception cref="ErrnoException">It cannot be looked at.</exception>
    internal static FileStatus Status(string path, bool follow)
    {
        RawStatus status;
        if (Look(CurrentDirectory, path, follow ? 0 : DoNotFollow, ModeAndOwner, &status) == 0) return new FileStatus(status.UserId, status.Mode);
        throw Failure("statx", path);
    }

    /// <summary>Opens a file for reading and writing without any lock: .NET takes one of its own that keeps others from theirs.</summary>
    /// <param name="path">Its name.</param>
    /// <param name="create">It must not be there yet, and only this user may open it.</param>
    /// <exception cref="FileNotFoundException">Nothing has that name, or its directory is gone.</exception>
    /// <exception cref="ErrnoException">It cannot be opened.</exception>
    internal static SafeFileHandle Open(string path, bool create)
    {
        SafeFileHandle file = Open(path, ReadWrite | CloseOnExec | (create ? CreateNew : 0), OwnerReadsAndWrites);
        if (!file.IsInvalid) return file;
        Exception failure = Failure("open", path);
        file.Dispose();
        throw failure;
    }

    /// <summary>Makes a directory that only this user may enter.</summary>
    /// <exception cref="ErrnoException">It cannot be made; also where the name exists already, whatever has it.</exception>
    internal static void MakePrivateDirectory(string path)
    {
        const uint ownerOnly = (uint)(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        if (MakeDirectory(path, ownerOnly) != 0) throw new ErrnoException("mkdir", path, Errno.Last);
    }

    private static IOException Failure(string call, string path)
    {
        int error = Errno.Last;
        return error == Errno.NoSuchFile ? new FileNotFoundException($"{path} does not exist", path) : new ErrnoException(call, path, error);
    }

    // struct statx, which is the same on every architecture.
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct RawStatus
    {
        [FieldOffset(20)]
        public uint UserId;

        [FieldOffset(28)]
        public ushort Mode;
    }

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Look(int directory, string path, int flags, uint wanted, RawStatus* status);

    // Variable arguments in C; on the architectures that .NET runs on they travel in the same registers as fixed ones.
    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial SafeFileHandle Open(string path, int flags, uint mode);

    [LibraryImport("libc", EntryPoint = "mkdir", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int MakeDirectory(string path, uint mode);
}
