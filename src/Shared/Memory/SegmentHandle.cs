namespace Cluster.Memory;

/// <summary>The small value that travels instead of a segment's data.</summary>
/// <param name="Kind">Which mechanism holds the memory.</param>
/// <param name="ProcessId">Owner, for <see cref="SegmentKind.MemoryFile"/> and <see cref="SegmentKind.OpenFile"/>.</param>
/// <param name="Descriptor">The owner's descriptor, for those two.</param>
/// <param name="Path">Absolute, for <see cref="SegmentKind.NamedFile"/>; otherwise empty.</param>
/// <param name="Length">Bytes from the start of the memory to its end.</param>
internal sealed record SegmentHandle(SegmentKind Kind, int ProcessId, int Descriptor, string Path, long Length)
{
    /// <summary>What a process opens to reach the memory.</summary>
    public string OpenPath => Kind == SegmentKind.NamedFile ? Path : $"/proc/{ProcessId}/fd/{Descriptor}";
}
