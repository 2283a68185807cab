using Cluster.Faults;
using MessagePack;

namespace Cluster.Protocol.Messages;

/// <summary>Worker → coordinator: a chunk or the whole session failed.</summary>
internal sealed record FaultMessage(FaultInfo Fault) : IMessage<FaultMessage>
{
    public static MessageKind Kind => MessageKind.Fault;

    public void Write(ref MessagePackWriter writer)
    {
        writer.WriteArrayHeader(5);
        writer.Write((ushort)Fault.Code);
        writer.Write(CappedText.Of(Fault.Message));
        writer.Write(Fault.Chunk);
        writer.Write(CappedText.OfOptional(Fault.RemoteType));
        writer.Write(CappedText.OfOptional(Fault.RemoteStack));
    }

    public static FaultMessage Read(ref MessagePackReader reader)
    {
        MessageCodec.Expect(ref reader, 5);
        return new FaultMessage(new FaultInfo(
            (FaultCode)reader.ReadUInt16(), CappedText.Of(reader.ReadString() ?? ""), reader.ReadInt32(),
            CappedText.OfOptional(reader.ReadString()), CappedText.OfOptional(reader.ReadString())));
    }
}
