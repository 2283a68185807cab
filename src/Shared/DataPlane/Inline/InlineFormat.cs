using Cluster.Numerics;

namespace Cluster.DataPlane.Inline;

/// <summary>How a chunk is cut into frames.</summary>
/// <remarks>
/// <code>
///  raw:                header (Bulk) | 0xc6 length, big-endian | the bytes, from memory to memory |
///  messagepack, json:  header        | the elements of one piece                                  |
/// </code>
/// Sender and receiver cut alike, so a piece needs no length of its own.
/// </remarks>
internal static class InlineFormat
{
    /// <summary>MessagePack's <c>bin 32</c>.</summary>
    internal const byte Bin32 = 0xc6;

    /// <summary>Its code and length.</summary>
    internal const int RawPrefix = 5;

    /// <summary>Bytes of a raw piece. Large enough that the second system call per frame does not show, far below the frame limit.</summary>
    internal const int RawPiece = 64 << 20;

    /// <summary>Bytes of the elements of an encoded piece: it is buffered whole on both sides.</summary>
    internal static int ElementPiece(ElementType type) => (128 << 10) / 8 * type.Size();
}
