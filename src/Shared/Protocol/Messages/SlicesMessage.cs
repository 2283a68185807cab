using Cluster.Diagnostics;
using MessagePack;

namespace Cluster.Protocol.Messages;

/// <summary>Worker → coordinator: what it did when, in answer to <see cref="MessageKind.ReportPhases"/> if it was told to record; before the PhaseReport.</summary>
/// <param name="Slices">At most <see cref="Most"/>, in the order of time; several messages where there are more.</param>
/// <param name="Dropped">Slices that were too many to keep; in the last message.</param>
internal sealed record SlicesMessage(IReadOnlyList<TraceSlice> Slices, long Dropped) : IMessage<SlicesMessage>
{
    /// <summary>Slices in one message: with at most 28 bytes each, it fits into the frames of a control message.</summary>
    internal const int Most = 2000;

    public static MessageKind Kind => MessageKind.Slices;

    public void Write(ref MessagePackWriter writer)
    {
        writer.WriteArrayHeader(2);
        writer.WriteArrayHeader(Slices.Count * 4);
        foreach (TraceSlice slice in Slices)
        {
            writer.Write((byte)slice.Phase);
            writer.Write(slice.Begin);
            writer.Write(slice.End);
            writer.Write(slice.Chunk);
        }

        writer.Write(Dropped);
    }

    public static SlicesMessage Read(ref MessagePackReader reader)
    {
        MessageCodec.Expect(ref reader, 2);
        int count = reader.ReadArrayHeader();
        if (count % 4 != 0) throw new MessagePackSerializationException($"slices in {count} pieces");
        var slices = new TraceSlice[count / 4];
        for (int i = 0; i < slices.Length; i++)
        {
            byte phase = reader.ReadByte();
            if (phase >= PhaseClock.PhaseCount) throw new MessagePackSerializationException($"phase {phase}");
            slices[i] = new TraceSlice((Phase)phase, reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt32());
        }

        return new SlicesMessage(slices, reader.ReadInt64());
    }
}
