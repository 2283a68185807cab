using Cluster.Memory;
using MessagePack;

namespace Cluster.Protocol.Messages;

/// <summary>Coordinator → worker, first of all: where to note what it is at, and that it is there. <c>[segment, slot]</c></summary>
/// <param name="Segment">Of the notes of all workers.</param>
/// <param name="Slot">This worker's.</param>
internal sealed record AttachStatus(SegmentHandle Segment, int Slot) : IMessage<AttachStatus>
{
    public static MessageKind Kind => MessageKind.AttachStatus;

    public void Write(ref MessagePackWriter writer)
    {
        writer.WriteArrayHeader(2);
        SegmentField.Write(ref writer, Segment);
        writer.Write(Slot);
    }

    public static AttachStatus Read(ref MessagePackReader reader)
    {
        MessageCodec.Expect(ref reader, 2);
        SegmentHandle segment = SegmentField.Read(ref reader) ?? throw new MessagePackSerializationException("no segment");
        return new AttachStatus(segment, reader.ReadInt32());
    }
}
