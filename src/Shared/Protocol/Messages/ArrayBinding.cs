using Cluster.Jobs;
using Cluster.Memory;
using Cluster.Numerics;
using MessagePack;

namespace Cluster.Protocol.Messages;

/// <summary>Where a worker finds one input, or puts the output.</summary>
/// <param name="Layout">Of the whole array.</param>
/// <param name="Use">What a chunk sees of it; an output is <see cref="InputUse.Sliced"/>.</param>
/// <param name="Segment">Memory to map; null when the bytes travel inline.</param>
/// <param name="Offset">Of the array in the segment, in bytes: behind the header, when a file is mapped.</param>
internal sealed record ArrayBinding(ArrayLayout Layout, InputUse Use, SegmentHandle? Segment, long Offset)
{
    internal void Write(ref MessagePackWriter writer)
    {
        writer.WriteArrayHeader(8);
        writer.Write((byte)Layout.Type);
        writer.Write((byte)Layout.Rank);
        writer.Write(Layout.Rows);
        writer.Write(Layout.Columns);
        writer.Write((byte)Layout.Order);
        writer.Write((byte)Use);
        writer.Write(Offset);
        SegmentField.Write(ref writer, Segment);
    }

    internal static ArrayBinding Read(ref MessagePackReader reader)
    {
        MessageCodec.Expect(ref reader, 8);
        var type = (ElementType)reader.ReadByte();
        byte rank = reader.ReadByte();
        long rows = reader.ReadInt64();
        long columns = reader.ReadInt64();
        var order = (ArrayOrder)reader.ReadByte();
        var use = (InputUse)reader.ReadByte();
        long offset = reader.ReadInt64();
        if (rank is not (1 or 2) || order is not (ArrayOrder.C or ArrayOrder.Fortran) || use is not (InputUse.Sliced or InputUse.Broadcast))
            throw new MessagePackSerializationException($"an input of rank {rank}, order {(byte)order}, use {(byte)use}");
        ArrayLayout layout = rank == 1 ? ArrayLayout.Vector(type, rows) : ArrayLayout.Matrix(type, rows, columns, order);
        return new ArrayBinding(layout, use, SegmentField.Read(ref reader), offset);
    }
}
