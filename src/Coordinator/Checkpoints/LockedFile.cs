using System.Globalization;
using System.Runtime.Versioning;
using Cluster.Coordinator.Files;
using Cluster.Interop;
using Microsoft.Win32.SafeHandles;

namespace Cluster.Coordinator.Checkpoints;

/// <summary>Opens a file that one process at a time has, and one user alone may read and write.</summary>
internal static class LockedFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private const string Remedy = "delete it, or name another folder";

    // EWOULDBLOCK, as which the base library reports a lock that another process has.
    private const int WouldBlock = 11;

    // EEXIST.
    private const int Exists = 17;

    // A run that ends at this very moment is one; that several do, one after the other, is somebody's doing.
    private const int MostAttempts = 4;

    /// <summary>Opens the file, or makes an empty one. The lock ends with the process, however that ends.</summary>
    /// <returns>The caller's, who ends the lock with it.</returns>
    /// <exception cref="FileProblemException">It cannot be written, is in use, or is not such a file.</exception>
    internal static FileStream Open(string path)
    {
        try
        {
            for (int attempt = 0; attempt < MostAttempts; attempt++)
                if (TryOpen(path) is { } stream) return stream;
            throw InUse(path);
        }
        catch (UnauthorizedAccessException ex)
        {
            string remedy = $"let {Environment.UserName} own and write it and its folder, or name another folder";
            throw new FileProblemException(path, "permission denied", remedy, ex);
        }
        catch (IOException ex)
        {
            throw ex.HResult == WouldBlock
                ? InUse(path)
                : new FileProblemException(path, $"cannot be written: {ex.Message}", "check the folder and the disk", ex);
        }
    }

    // Null when it is another file by now.
    private static FileStream? TryOpen(string path)
    {
        if (OpenOrCreate(path) is not { } stream) return null;
        bool isOurs = false;
        try
        {
            // To open a pipe for reading and writing does not wait for anybody.
            if (!stream.CanSeek) throw new FileProblemException(path, "is no regular file", Remedy);
            if (OperatingSystem.IsLinux() && !LinuxProcess.TryLock(stream.SafeFileHandle)) throw InUse(path);
            if (!IsStillThere(path, stream)) return null;
            if (!OperatingSystem.IsWindows()) MakePrivate(path, stream.SafeFileHandle);
            isOurs = true;
            return stream;
        }
        finally
        {
            if (!isOurs) stream.Dispose();
        }
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
        if (info.LinkTarget is not null) throw new FileProblemException(path, "is a link", Remedy);
        if (Directory.Exists(path)) throw new FileProblemException(path, "is a folder", "name another folder");
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
            throw new FileProblemException(path, "may be written by other users", Remedy);
        File.SetUnixFileMode(file, OwnerOnly);
    }

    // The process that had it may have been done, and deleted it, between our opening and our locking; and whoever may write to the
    // folder may have put a link in its place. Without /proc there is no telling.
    private static bool IsStillThere(string path, FileStream stream)
    {
        if (!OperatingSystem.IsLinux()) return true;
        string link = string.Create(CultureInfo.InvariantCulture, $"/proc/self/fd/{stream.SafeFileHandle.DangerousGetHandle()}");
        return new FileInfo(link).LinkTarget is not { } target || target == RealPath.Of(path);
    }

    private static FileProblemException InUse(string path) =>
        new(path, "is in use by another run", "wait for that one, or name another folder");
}
