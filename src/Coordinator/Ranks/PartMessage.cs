namespace Cluster.Coordinator.Ranks;

/// <summary>Partials of a rank, as rank 0 gets them; the rows of their chunks follow as bulk, run by run.</summary>
/// <param name="From">The rank.</param>
/// <param name="Stage">They are of.</param>
/// <param name="IsLast">Whether the rank has done all that it was given.</param>
/// <param name="ReceivedAt">When it was given that, by its own clock.</param>
/// <param name="SentAt">When it sent this, by its own clock.</param>
/// <param name="Counters">What the job's counters hold in that rank.</param>
/// <param name="Partials">By chunk, in the order in which they were computed.</param>
internal sealed record PartMessage(
    int From, int Stage, bool IsLast, long ReceivedAt, long SentAt, long[] Counters, IReadOnlyList<(int Chunk, ReadOnlyMemory<byte> Partial)> Partials)
{
    internal static PartMessage Read(RankMessage message)
    {
        BinaryReader reader = message.Body;
        (int stage, bool isLast, long receivedAt) = (reader.ReadInt32(), reader.ReadBoolean(), reader.ReadInt64());
        long[] counters = new long[reader.ReadInt32()];
        for (int i = 0; i < counters.Length; i++) counters[i] = reader.ReadInt64();
        var partials = new (int, ReadOnlyMemory<byte>)[reader.ReadInt32()];
        for (int i = 0; i < partials.Length; i++)
        {
            (int chunk, int length) = (reader.ReadInt32(), reader.ReadInt32());
            int offset = (int)reader.BaseStream.Position;
            partials[i] = (chunk, message.Bytes.AsMemory(offset, length));
            reader.BaseStream.Position = offset + length;
        }

        return new PartMessage(message.From, stage, isLast, receivedAt, reader.ReadInt64(), counters, partials);
    }
}
