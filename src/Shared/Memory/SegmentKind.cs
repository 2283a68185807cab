namespace Cluster.Memory;

/// <summary>Where the memory of a segment lives.</summary>
/// <remarks>The numbers are on the wire.</remarks>
internal enum SegmentKind : byte
{
    /// <summary>An anonymous memory file of the owner; nothing on disk, gone with its last descriptor and mapping.</summary>
    MemoryFile = 1,

    /// <summary>A file in a private directory, where memory files are not to be had, or a user's file by its path.</summary>
    NamedFile = 2,

    /// <summary>A user's file that the owner holds open; mapped for reading only.</summary>
    OpenFile = 3,
}
