using Microsoft.Win32.SafeHandles;

namespace Cluster.Memory;

/// <summary>A file that holds a segment, reserved and mapped here.</summary>
/// <param name="File">What others open, through this process's descriptor.</param>
/// <param name="Memory">Writable.</param>
/// <param name="Pages">Where its pages come from.</param>
/// <param name="Writing">
/// Of a file that has no seals: the one descriptor through which it can be written, to be closed in place of sealing. Null where
/// <paramref name="File"/> is that.
/// </param>
internal sealed record SegmentFile(SafeFileHandle File, MappedMemory Memory, SegmentPages Pages, SafeFileHandle? Writing = null);
