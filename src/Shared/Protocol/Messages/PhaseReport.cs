using Cluster.Diagnostics;
using MessagePack;

namespace Cluster.Protocol.Messages;

/// <summary>Worker → coordinator: where the time of a repetition went. The phases add up to <see cref="Wall"/>.</summary>
/// <param name="Ticks">By <see cref="Phase"/>, in ticks of the machine's monotonic clock.</param>
/// <param name="Wall">From the start of the repetition, or of the worker if that is later, by the coordinator's clock, to this report.</param>
/// <param name="Chunks">Computed in this repetition.</param>
/// <param name="InputBytes">Payload received inline, after decoding.</param>
internal sealed record PhaseReport(IReadOnlyList<long> Ticks, long Wall, long Chunks, long InputBytes) : IMessage<PhaseReport>
{
    public static MessageKind Kind => MessageKind.PhaseReport;

    public void Write(ref MessagePackWriter writer)
    {
        writer.WriteArrayHeader(4);
        writer.WriteArrayHeader(Ticks.Count);
        foreach (long ticks in Ticks) writer.Write(ticks);
        writer.Write(Wall);
        writer.Write(Chunks);
        writer.Write(InputBytes);
    }

    public static PhaseReport Read(ref MessagePackReader reader)
    {
        MessageCodec.Expect(ref reader, 4);
        long[] ticks = new long[reader.ReadArrayHeader()];
        for (int i = 0; i < ticks.Length; i++) ticks[i] = reader.ReadInt64();
        return new PhaseReport(ticks, reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64());
    }
}
