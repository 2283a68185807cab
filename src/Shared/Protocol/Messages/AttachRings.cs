using Cluster.Memory;
using Cluster.Rings;
using MessagePack;

namespace Cluster.Protocol.Messages;

/// <summary>
/// Coordinator → worker, right after the handshake, if at all: where frames go from now on. <c>[segment, capacity, spin]</c>. The worker
/// answers with
/// <see cref="RingsAttached"/>, the last frame that goes through the pipe.
/// </summary>
/// <param name="Segment">Memory of both rings.</param>
/// <param name="Capacity">Bytes of each, a power of 2.</param>
/// <param name="SpinMicroseconds">How long a reader looks before it parks.</param>
internal sealed record AttachRings(SegmentHandle Segment, int Capacity, int SpinMicroseconds) : IMessage<AttachRings>
{
    public static MessageKind Kind => MessageKind.AttachRings;

    public void Write(ref MessagePackWriter writer)
    {
        writer.WriteArrayHeader(3);
        SegmentField.Write(ref writer, Segment);
        writer.Write(Capacity);
        writer.Write(SpinMicroseconds);
    }

    public static AttachRings Read(ref MessagePackReader reader)
    {
        MessageCodec.Expect(ref reader, 3);
        SegmentHandle segment = SegmentField.Read(ref reader) ?? throw new MessagePackSerializationException("no segment");
        (int capacity, int spin) = (reader.ReadInt32(), reader.ReadInt32());
        bool fits = RingLayout.IsValid(capacity) && segment.Length == RingLayout.ByteLength(capacity) && spin >= 0;
        if (fits) return new AttachRings(segment, capacity, spin);
        throw new MessagePackSerializationException($"rings of {capacity} bytes in {segment.Length}");
    }
}
