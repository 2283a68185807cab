using System.Runtime.InteropServices;

namespace Cluster.Interop;

/// <summary>Owners of files, and directories that must be new.</summary>
internal static unsafe partial class LinuxFile
{
    private const int CurrentDirectory = -100;
    private const int DoNotFollow = 0x100;
    private const uint ModeAndOwner = 0x1 | 0x2 | 0x8;

    /// <summary>Looks at a path; at a link itself unless <paramref name="follow"/>.</summary>
    /// <exception cref="FileNotFoundException">Nothing has that name.</exception>
    /// <exception cref="ErrnoException">It cannot be looked at.</exception>
    internal static FileStatus Status(string path, bool follow)
    {
        RawStatus status;
        if (Look(CurrentDirectory, path, follow ? 0 : DoNotFollow, ModeAndOwner, &status) == 0) return new FileStatus(status.UserId, status.Mode);
        int error = Errno.Last;
        throw error == Errno.NoSuchFile ? new FileNotFoundException($"{path} does not exist", path) : new ErrnoException("statx", path, error);
    }

    /// <summary>Makes a directory that only this user may enter.</summary>
    /// <exception cref="ErrnoException">It cannot be made; also where the name exists already, whatever has it.</exception>
    internal static void MakePrivateDirectory(string path)
    {
        const uint ownerOnly = (uint)(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        if (MakeDirectory(path, ownerOnly) != 0) throw new ErrnoException("mkdir", path, Errno.Last);
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

    [LibraryImport("libc", EntryPoint = "mkdir", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int MakeDirectory(string path, uint mode);
}
