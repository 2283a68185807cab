using System.Buffers.Binary;

namespace Cluster.Coordinator.Checkpoints;

/// <summary>What a record of a checkpoint begins with: of which chunk it is, and how long.</summary>
/// <remarks>
/// <code>
///  0       4       8        12       20            24             28
///  | stage | chunk | partial | rows  | sum of body | sum of these | body: the partial, then the chunk's rows of the output |
/// </code>
/// All numbers are little-endian. A sum of its own for the head: a damaged length must not make anybody read something else.
/// </remarks>
/// <param name="Stage">From 0 on.</param>
/// <param name="Chunk">Index.</param>
/// <param name="PartialLength">Bytes.</param>
/// <param name="RowsLength">Bytes; 0 for a job without an output array.</param>
internal readonly record struct RecordHead(int Stage, int Chunk, int PartialLength, long RowsLength)
{
    internal const int Size = 28;

    private const int Summed = 24;

    /// <summary>Checksum of the body.</summary>
    internal uint BodySum { get; init; }

    /// <summary>Bytes of the whole record.</summary>
    internal long Length => Size + PartialLength + RowsLength;

    /// <param name="destination">At least <see cref="Size"/> bytes.</param>
    /// <param name="seed">What the checksum goes on from.</param>
    internal void Write(Span<byte> destination, uint seed)
    {
        BinaryPrimitives.WriteInt32LittleEndian(destination, Stage);
        BinaryPrimitives.WriteInt32LittleEndian(destination[4..], Chunk);
        BinaryPrimitives.WriteInt32LittleEndian(destination[8..], PartialLength);
        BinaryPrimitives.WriteInt64LittleEndian(destination[12..], RowsLength);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[20..], BodySum);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[Summed..], Checksum.Of(destination[..Summed], seed));
    }

    /// <summary>False when it is damaged, or of another run.</summary>
    internal static bool TryRead(ReadOnlySpan<byte> source, uint seed, out RecordHead head)
    {
        head = new RecordHead(
            BinaryPrimitives.ReadInt32LittleEndian(source), BinaryPrimitives.ReadInt32LittleEndian(source[4..]),
            BinaryPrimitives.ReadInt32LittleEndian(source[8..]), BinaryPrimitives.ReadInt64LittleEndian(source[12..]))
        {
            BodySum = BinaryPrimitives.ReadUInt32LittleEndian(source[20..]),
        };
        return Checksum.Of(source[..Summed], seed) == BinaryPrimitives.ReadUInt32LittleEndian(source[Summed..])
            && head is { Stage: >= 0, Chunk: >= 0, PartialLength: >= 0, RowsLength: >= 0 };
    }
}
