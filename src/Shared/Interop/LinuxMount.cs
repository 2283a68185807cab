using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Cluster.Interop;

/// <summary>File systems that are mounted nowhere, and files by a directory's descriptor.</summary>
/// <remarks>
/// A mount that only a descriptor names is gone with the last descriptor, file and mapping of it, however their processes end. Making one
/// needs the capability CAP_SYS_ADMIN in the process's own namespaces, and Linux 5.2; a second, read-only one of the same files Linux 5.12.
/// </remarks>
internal static partial class LinuxMount
{
    // From the kernel's system call tables: by then all architectures counted together. Not every C library has functions for them.
    private const nint OpenTree = 428;
    private const nint OpenFileSystem = 430;
    private const nint Configure = 431;
    private const nint Mount = 432;
    private const nint SetAttributes = 442;

    private const int CloseMountOnExec = 1;
    private const int SetText = 1;
    private const int Make = 6;
    private const int CloneTree = 1;
    private const int CloseTreeOnExec = 0x80000;
    private const int EmptyPath = 0x1000;
    private const ulong ReadOnly = 1;
    private const int WithoutProgramsAndDevices = 2 | 4 | 8;

    private const int PathOnly = 0x200000;
    private const int ReadWrite = 2;
    private const int CreateNew = 0x40 | 0x80;
    private const int CloseOnExec = 0x80000;
    private const uint OwnerReadsAndWrites = 0x180;

    /// <summary>Makes a tmpfs that has no name.</summary>
    /// <param name="options">Its mount options, by name.</param>
    /// <returns>Its root.</returns>
    /// <exception cref="ErrnoException">Not allowed, not known to this kernel, or an option is not.</exception>
    internal static SafeFileHandle CreateTmpfs(params ReadOnlySpan<(string Name, string Value)> options)
    {
        using SafeFileHandle context = Handle(Call(OpenFileSystem, "tmpfs", CloseMountOnExec), "fsopen");
        foreach ((string name, string value) in options) Check(Call(Configure, context, SetText, name, value, 0), "fsconfig");
        Check(Call(Configure, context, Make, null, null, 0), "fsconfig");
        return Handle(Call(Mount, context, CloseMountOnExec, WithoutProgramsAndDevices), "fsmount");
    }

    /// <summary>The same files, none of which can be opened for writing or changed this way, by root neither.</summary>
    /// <exception cref="ErrnoException">Not allowed, or not known to this kernel.</exception>
    internal static SafeFileHandle CloneReadOnly(SafeFileHandle root)
    {
        SafeFileHandle clone = Handle(Call(OpenTree, root, "", CloneTree | CloseTreeOnExec | EmptyPath), "open_tree");
        try
        {
            var attributes = new MountAttributes { Set = ReadOnly };
            Check(Call(SetAttributes, clone, "", EmptyPath, in attributes, (nuint)Marshal.SizeOf<MountAttributes>()), "mount_setattr");
            return clone;
        }
        catch
        {
            clone.Dispose();
            throw;
        }
    }

    /// <summary>Opens a directory for nothing but reaching what is in it.</summary>
    /// <exception cref="ErrnoException">It is not there, or not to be reached.</exception>
    internal static SafeFileHandle OpenDirectory(string path) => Handle(Open(path, PathOnly | CloseOnExec, 0), "open", path);

    /// <summary>Makes a file in a directory, for reading and writing.</summary>
    /// <exception cref="ErrnoException">It is there, or cannot be made.</exception>
    internal static SafeFileHandle Create(SafeFileHandle directory, string name) =>
        Handle(OpenAt(directory, name, ReadWrite | CreateNew | CloseOnExec, OwnerReadsAndWrites), "openat", name);

    /// <summary>Opens a file of a directory for reading.</summary>
    /// <exception cref="ErrnoException">It is not there, or cannot be opened.</exception>
    internal static SafeFileHandle OpenToRead(SafeFileHandle directory, string name) =>
        Handle(OpenAt(directory, name, CloseOnExec, 0), "openat", name);

    /// <summary>Takes a file's name away.</summary>
    /// <exception cref="ErrnoException">It cannot be taken away.</exception>
    internal static void Remove(SafeFileHandle directory, string name) => Check(Unlink(directory, name, 0), "unlinkat", name);

    private static SafeFileHandle Handle(nint descriptor, string call, string subject = "tmpfs")
    {
        Check(descriptor, call, subject);
        return new SafeFileHandle(descriptor, ownsHandle: true);
    }

    private static void Check(nint result, string call, string subject = "tmpfs")
    {
        if (result < 0) throw new ErrnoException(call, subject, Errno.Last);
    }

    // struct mount_attr.
    private struct MountAttributes
    {
        public ulong Set;
        public ulong Cleared;
        public ulong Propagation;
        public ulong UserNamespace;
    }

    // Variable arguments in C; on the architectures that .NET runs on they travel in the same registers as fixed ones.
    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint Call(nint number, string name, nint flags);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint Call(nint number, SafeFileHandle context, nint command, string? name, string? value, nint number2);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint Call(nint number, SafeFileHandle context, nint flags, nint attributes);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint Call(nint number, SafeFileHandle tree, string path, nint flags);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint Call(nint number, SafeFileHandle tree, string path, nint flags, in MountAttributes attributes, nuint size);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags, uint mode);

    [LibraryImport("libc", EntryPoint = "openat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenAt(SafeFileHandle directory, string name, int flags, uint mode);

    [LibraryImport("libc", EntryPoint = "unlinkat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Unlink(SafeFileHandle directory, string name, int flags);
}
