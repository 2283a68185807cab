using Cluster.Faults;
using MessagePack;

namespace Cluster.Protocol.Messages;

/// <summary>Worker → coordinator: a chunk or the whole session failed.</summary>
internal sealed record FaultMessage(FaultInfo Fault) : IMessage<FaultMessage>
{
    // Enough to find the cause; a message of a megabyte helps nobody.
    private const int MaxText = 16 << 10;

    public static MessageKind Kind => MessageKind.Fault;

    public void Write(ref MessagePackWriter writer)
    {
        writer.WriteArrayHeader(5);
        writer.Write((ushort)Fault.Code);
        writer.Write(Cut(Fault.Message));
        writer.Write(Fault.Chunk);
        writer.Write(Cut(Fault.RemoteType));
        writer.Write(Cut(Fault.RemoteStack));
    }

    public static FaultMessage Read(ref MessagePackReader reader)
    {
        MessageCodec.Expect(ref reader, 5);
        return new FaultMessage(new FaultInfo(
            (FaultCode)reader.ReadUInt16(), reader.ReadString() ?? "", reader.ReadInt32(), reader.ReadString(), reader.ReadString()));
    }

    private static string? Cut(string? text) => text?.Length > MaxText ? string.Concat(text.AsSpan(0, MaxText), "…") : text;
}
