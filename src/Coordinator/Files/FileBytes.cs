using Microsoft.Win32.SafeHandles;

namespace Cluster.Coordinator.Files;

/// <summary>Reads parts of an opened input file.</summary>
internal static class FileBytes
{
    /// <summary>Fills <paramref name="destination"/> completely. Any number of threads may read at the same time.</summary>
    /// <param name="identity">What the file was when it was opened.</param>
    /// <param name="file">The file.</param>
    /// <param name="destination">Filled.</param>
    /// <param name="position">Of the first byte in the file.</param>
    /// <exception cref="FileProblemException">The file became shorter, or the disk failed.</exception>
    internal static void Copy(InputFileIdentity identity, SafeFileHandle file, Span<byte> destination, long position)
    {
        while (!destination.IsEmpty)
        {
            int read;
            try
            {
                read = RandomAccess.Read(file, destination, position);
            }
            catch (IOException ex)
            {
                throw new FileProblemException(identity.Path, $"cannot be read at byte {position:N0}: {ex.Message}", "check the disk", ex);
            }

            if (read == 0)
            {
                throw new FileProblemException(
                    identity.Path, $"changed during the job: it had {identity.Length:N0} bytes and ends at byte {position:N0}", "run again");
            }

            destination = destination[read..];
            position += read;
        }
    }
}
