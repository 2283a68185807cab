using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Cluster.Framing;

/// <summary>What stands before every body.</summary>
/// <param name="BodyLength">Bytes after the header.</param>
/// <param name="Kind">A value of <c>MessageKind</c>; this layer does not interpret it.</param>
/// <param name="Flags">Zero, or bits that the kind defines.</param>
/// <param name="CorrelationId">Which request a reply belongs to; the kind defines it.</param>
internal readonly record struct FrameHeader(uint BodyLength, ushort Kind, ushort Flags, ulong CorrelationId)
{
    //  0         4      6       8                16
    //  | length  | kind | flags | correlation id |    little-endian; length counts the body, not the header
    internal const int Size = 16;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Write(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(destination, BodyLength);
        BinaryPrimitives.WriteUInt16LittleEndian(destination[4..], Kind);
        BinaryPrimitives.WriteUInt16LittleEndian(destination[6..], Flags);
        BinaryPrimitives.WriteUInt64LittleEndian(destination[8..], CorrelationId);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static FrameHeader Parse(ReadOnlySpan<byte> source) => new(
        BinaryPrimitives.ReadUInt32LittleEndian(source),
        BinaryPrimitives.ReadUInt16LittleEndian(source[4..]),
        BinaryPrimitives.ReadUInt16LittleEndian(source[6..]),
        BinaryPrimitives.ReadUInt64LittleEndian(source[8..]));

    internal static bool TryParse(in ReadOnlySequence<byte> source, out FrameHeader header)
    {
        header = default;
        if (source.Length < Size) return false;
        if (source.FirstSpan.Length >= Size)
        {
            header = Parse(source.FirstSpan);
            return true;
        }

        Span<byte> bytes = stackalloc byte[Size];
        source.Slice(0, Size).CopyTo(bytes);
        header = Parse(bytes);
        return true;
    }
}
