using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace Cluster.Coordinator.Files;

/// <summary>What an input file was when it was opened, to find out whether it is still the same when the job ends.</summary>
/// <param name="Path">As the user named it; links are followed anew at each look.</param>
/// <param name="Length">Bytes of the file.</param>
/// <param name="Modified">Time of the last write, in UTC.</param>
/// <param name="Inode">Tells a file from another one that took its name; null where the system does not say: only Linux
/// does, from 5.14 on.</param>
internal sealed record InputFileIdentity(string Path, long Length, DateTime Modified, ulong? Inode)
{
    public static InputFileIdentity Capture(string path, SafeFileHandle file) =>
        new(path, RandomAccess.GetLength(file), File.GetLastWriteTimeUtc(file), ReadInode(file));

    /// <summary>Looks at the file again.</summary>
    /// <exception cref="FileProblemException">It was changed, replaced or removed since it was opened.</exception>
    public void VerifyUnchanged()
    {
        InputFileIdentity now;
        try
        {
            using SafeFileHandle file = RegularFile.Open(Path);
            now = Capture(Path, file);
        }
        catch (FileProblemException ex)
        {
            throw Changed($"now it {ex.What}", ex);
        }
        if (now.Length != Length) throw Changed($"it had {Length:N0} bytes and has {now.Length:N0}");
        if (now.Inode != Inode) throw Changed("another file took its name");
        if (now.Modified != Modified) throw Changed($"it was written to at {now.Modified:yyyy-MM-dd HH:mm:ss} UTC");
    }

    private FileProblemException Changed(string how, Exception? cause = null) =>
        new(Path, $"changed during the job: {how}", "run again on a copy that nobody writes to", cause);

    private static ulong? ReadInode(SafeFileHandle file)
    {
        if (!OperatingSystem.IsLinux()) return null;
        try
        {
            const string key = "ino:";
            string? line = File.ReadLines($"/proc/self/fdinfo/{file.DangerousGetHandle()}")
                .FirstOrDefault(line => line.StartsWith(key, StringComparison.Ordinal));
            return ulong.TryParse(line.AsSpan(line is null ? 0 : key.Length), CultureInfo.InvariantCulture, out ulong inode) ? inode : null;
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            // No /proc: size and time have to do.
            return null;
        }
    }
}
