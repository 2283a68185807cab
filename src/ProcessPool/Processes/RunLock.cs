using Cluster.Interop;
using Microsoft.Win32.SafeHandles;

namespace Cluster.Processes;

/// <summary>The lock of a run directory: as long as its owner lives nobody else gets it, and the kernel releases it however the owner ends.</summary>
internal static class RunLock
{
    internal const string Name = "lock";

    /// <summary>Makes the file and takes the lock; null when a sweeper was in between.</summary>
    internal static SafeFileHandle? Create(string directory) => Take(directory, create: true);

    /// <summary>Takes the lock of a directory that is there; null when another process holds it.</summary>
    /// <exception cref="FileNotFoundException">The directory has no lock.</exception>
    internal static SafeFileHandle? TryTake(string directory) => Take(directory, create: false);

    // A lock of our own on Linux: the one behind FileShare can be switched off by an environment variable, and then every directory would look abandoned;
    // and it is shared at first, so that two sweepers would keep each other from theirs.
    private static SafeFileHandle? Take(string directory, bool create)
    {
        string path = Path.Combine(directory, Name);
        if (!OperatingSystem.IsLinux()) return TakeByShare(path, create ? FileMode.CreateNew : FileMode.Open);
        SafeFileHandle file = LinuxFile.Open(path, create);
        if (LinuxProcess.TryLock(file)) return file;
        file.Dispose();
        return null;
    }

    private static SafeFileHandle? TakeByShare(string path, FileMode mode)
    {
        try
        {
            return File.OpenHandle(path, mode, FileAccess.ReadWrite, FileShare.Delete);
        }
        catch (IOException ex) when (ex is not (FileNotFoundException or DirectoryNotFoundException))
        {
            return null;
        }
    }
}
