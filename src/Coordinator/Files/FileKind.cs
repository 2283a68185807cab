using System.Formats.Tar;

namespace Cluster.Coordinator.Files;

/// <summary>Tells a file that can be read from start to end from the things that only look like one.</summary>
internal static class FileKind
{
    /// <summary>What the path is when it is no regular file, for a message; null for a regular file.</summary>
    /// <remarks>
    /// Nothing that could block is opened: to open a FIFO waits for its writer. Pipes, sockets and devices all report a length of zero,
    /// so a longer file is known to be regular, and of the rest the base library tells the kind in one place only, the tar writer.
    /// </remarks>
    /// <param name="realPath">A path without links in it, see <see cref="RealPath"/>.</param>
    public static string? Irregular(string realPath)
    {
        if (new FileInfo(realPath).Length > 0) return null;
        using var archive = new MemoryStream();
        try
        {
            using (var writer = new TarWriter(archive, leaveOpen: true)) writer.WriteEntry(realPath, "file");
        }
        catch (IOException)
        {
            return "a socket or another special file";
        }
        archive.Position = 0;
        using var reader = new TarReader(archive);
        return reader.GetNextEntry()?.EntryType switch
        {
            TarEntryType.RegularFile or TarEntryType.V7RegularFile => null,
            TarEntryType.Fifo => "a named pipe",
            TarEntryType.CharacterDevice or TarEntryType.BlockDevice => "a device",
            _ => "no regular file",
        };
    }
}
