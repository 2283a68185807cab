namespace Cluster.Coordinator.Ranks;

/// <summary>What rank 0 tells all others when a stage begins: the state and the chunks, in one message that is the same for all.</summary>
/// <param name="Stage">Of the repetition; 0 begins one.</param>
/// <param name="Chunks">Those that are to be computed; null for all.</param>
/// <param name="TakesEarly">Whether partials are wanted before the rank has done its part.</param>
/// <param name="State">What <c>Map</c> gets.</param>
internal sealed record StageOrder(int Stage, int[]? Chunks, bool TakesEarly, byte[] State)
{
    internal void Write(BinaryWriter writer)
    {
        writer.Write(Stage);
        writer.Write(TakesEarly);
        writer.Write(Chunks is not null);
        if (Chunks is not null) ChunkList.Write(writer, Chunks);
        writer.Write(State.Length);
        writer.Write(State);
    }

    internal static StageOrder Read(BinaryReader reader)
    {
        int stage = reader.ReadInt32();
        bool takesEarly = reader.ReadBoolean();
        int[]? chunks = reader.ReadBoolean() ? ChunkList.Read(reader) : null;
        return new StageOrder(stage, chunks, takesEarly, reader.ReadBytes(reader.ReadInt32()));
    }
}
