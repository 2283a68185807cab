using MessagePack;

namespace Cluster.Protocol.Messages;

/// <summary>Worker → coordinator: whether frames go through the rings from now on. <c>[reason]</c></summary>
/// <param name="WhyNot">Null if they do; otherwise the pipe carries them as before.</param>
internal sealed record RingsAttached(string? WhyNot) : IMessage<RingsAttached>
{
    public static MessageKind Kind => MessageKind.RingsAttached;

    public void Write(ref MessagePackWriter writer)
    {
        writer.WriteArrayHeader(1);
        writer.Write(WhyNot);
    }

    public static RingsAttached Read(ref MessagePackReader reader)
    {
        MessageCodec.Expect(ref reader, 1);
        return new RingsAttached(reader.ReadString());
    }
}
