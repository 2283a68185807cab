using Cluster.HandOut;
using Cluster.Memory;
using MessagePack;

namespace Cluster.Protocol.Messages;

/// <summary>Coordinator → worker, behind <see cref="OpenJob"/>: where to take chunks and to leave partials, in place of batches and
/// messages.
/// <c>[segment, places, partialBytes, key]</c></summary>
/// <param name="Segment">Of the board.</param>
/// <param name="Places">Of the pool.</param>
/// <param name="PartialBytes">Of the longest partial.</param>
/// <param name="Key">Of the board, which has it, too.</param>
internal sealed record AttachBoard(SegmentHandle Segment, int Places, int PartialBytes, long Key) : IMessage<AttachBoard>
{
    public static MessageKind Kind => MessageKind.AttachBoard;

    /// <summary>Null if the board of so many chunks is not what lies in the segment.</summary>
    internal BoardLayout? LayoutFor(int chunks)
    {
        if (chunks is < 1 or > BlockWord.MostChunks || Places is < 1 or > ushort.MaxValue || PartialBytes < 0) return null;
        var layout = new BoardLayout(chunks, Places, PartialBytes);
        return layout.Length == Segment.Length ? layout : null;
    }

    public void Write(ref MessagePackWriter writer)
    {
        writer.WriteArrayHeader(4);
        SegmentField.Write(ref writer, Segment);
        writer.Write(Places);
        writer.Write(PartialBytes);
        writer.Write(Key);
    }

    public static AttachBoard Read(ref MessagePackReader reader)
    {
        MessageCodec.Expect(ref reader, 4);
        SegmentHandle segment = SegmentField.Read(ref reader) ?? throw new MessagePackSerializationException("no segment");
        return new AttachBoard(segment, reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt64());
    }
}
