using Microsoft.Win32.SafeHandles;

namespace Cluster.Coordinator.Files;

/// <summary>Opens a file for reading, or says in a sentence why it cannot be read.</summary>
internal static class RegularFile
{
    /// <summary>Refuses what is not there, and folders.</summary>
    public static void CheckExists(string path)
    {
        if (string.IsNullOrWhiteSpace(path) || path.Contains('\0'))
            throw new FileProblemException($"'{path}'", "is not a file name", "name the file to read");
        FileAttributes attributes = Try(path, () => File.GetAttributes(path));
        if (attributes.HasFlag(FileAttributes.Directory))
            throw new FileProblemException(path, "is a folder", "name a file in it");
    }

    /// <summary>Opens the file. Never waits: a pipe, a socket or a device is refused before it is opened.</summary>
    /// <exception cref="FileProblemException">It cannot be read, or is not a regular file.</exception>
    public static SafeFileHandle Open(string path)
    {
        CheckExists(path);
        string real = RealPath.Of(path);
        if (!File.Exists(real)) throw new FileProblemException(path, $"is a link to {real}, which does not exist", "repair the link");
        if (Try(path, () => FileKind.Irregular(real)) is { } kind)
            throw new FileProblemException(path, $"is {kind}", "save the data to a regular file first");
        return Try(path, () => File.OpenHandle(real, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
    }

    private static T Try<T>(string path, Func<T> access)
    {
        try
        {
            return access();
        }
        catch (Exception ex) when (ex is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new FileProblemException(
                path, "does not exist", $"check the name; the current folder is {Environment.CurrentDirectory}", ex);
        }
        catch (UnauthorizedAccessException ex)
        {
            throw new FileProblemException(
                path, "permission denied", $"let {Environment.UserName} read the file and enter its folders", ex);
        }
        catch (Exception ex) when (ex is IOException or NotSupportedException)
        {
            throw new FileProblemException(path, $"cannot be opened: {ex.Message}", "check the path and the disk", ex);
        }
    }
}
