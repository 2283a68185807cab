using MessagePack;

namespace Cluster.Protocol.Messages;

/// <summary>Worker → coordinator: its part in a stage that belongs to a trace; before the next stage's partials, or before the PhaseReport.</summary>
/// <param name="TraceParent">What the stage began with: the W3C trace context of the stage.</param>
/// <param name="Begin">Start of the first batch, in ticks of the machine's monotonic clock.</param>
/// <param name="End">End of the last chunk.</param>
/// <param name="Chunks">Computed; at least 1.</param>
internal sealed record StagePart(string TraceParent, long Begin, long End, int Chunks) : IMessage<StagePart>
{
    public static MessageKind Kind => MessageKind.StagePart;

    public void Write(ref MessagePackWriter writer)
    {
        writer.WriteArrayHeader(4);
        writer.Write(TraceParent);
        writer.Write(Begin);
        writer.Write(End);
        writer.Write(Chunks);
    }

    public static StagePart Read(ref MessagePackReader reader)
    {
        MessageCodec.Expect(ref reader, 4);
        return new StagePart(reader.ReadString() ?? "", reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt32());
    }
}
