namespace Cluster.Serialization;

/// <summary>How the elements of a chunk become bytes on their way through a pipe.</summary>
/// <remarks>The numbers are on the wire.</remarks>
internal enum ChunkCodec : byte
{
    /// <summary>The memory as it is, in one MessagePack <c>bin</c>.</summary>
    Raw = 1,

    /// <summary>A MessagePack array, element by element, as a serializer does it that knows nothing of arrays of numbers.</summary>
    MessagePack = 2,

    /// <summary>A JSON array; for comparison.</summary>
    Json = 3,
}
