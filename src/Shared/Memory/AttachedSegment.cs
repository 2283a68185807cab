using Cluster.Faults;
using Microsoft.Win32.SafeHandles;

namespace Cluster.Memory;

/// <summary>Maps segments of another process by their handles.</summary>
internal static class AttachedSegment
{
    /// <summary>Maps the segment. The caller disposes the mapping; the segment does not notice.</summary>
    /// <param name="handle">Of the segment.</param>
    /// <param name="writable">For the output of a job; a segment that was sealed cannot be mapped so.</param>
    /// <exception cref="FaultException">
    /// <see cref="FaultCode.InputUnavailable"/>: the owner is gone, the system does not show its descriptors, the length is not what the handle says, or the
    /// descriptor is of something else by now, a socket say: owners use numbers again.
    /// </exception>
    public static MappedMemory Attach(SegmentHandle handle, bool writable = false)
    {
        try
        {
            using SafeFileHandle file = File.OpenHandle(handle.OpenPath, FileMode.Open, writable ? FileAccess.ReadWrite : FileAccess.Read, FileShare.ReadWrite);
            long length = RandomAccess.GetLength(file);
            if (length < handle.Length)
                throw new FaultException(FaultCode.InputUnavailable, $"segment {handle.OpenPath} has {length:N0} bytes, expected {handle.Length:N0}; was the input file changed?");
            return MappedMemory.Map(file, handle.Length, writable, handle.OpenPath, handle.Kind == SegmentKind.MemoryFile ? length : 0);
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            string remedy = handle.Kind == SegmentKind.NamedFile ? "" : $" ({MemoryFiles.Remedy})";
            throw new FaultException(FaultCode.InputUnavailable, $"segment {handle.OpenPath} cannot be mapped: {ex.Message}{remedy}", ex);
        }
    }
}
