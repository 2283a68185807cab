namespace Cluster.Coordinator.Ranks;

/// <summary>One rank, as the others know it.</summary>
/// <param name="Host">Name of its machine.</param>
/// <param name="ProcessId">There.</param>
/// <param name="Workers">That it has in every mode but the sequential one.</param>
internal sealed record RankMember(string Host, int ProcessId, int Workers)
{
    internal static RankMember Here(int workers) => new(Environment.MachineName, Environment.ProcessId, workers);

    internal void Write(BinaryWriter writer)
    {
        writer.Write(Host);
        writer.Write(ProcessId);
        writer.Write(Workers);
    }

    internal static RankMember Read(BinaryReader reader) => new(reader.ReadString(), reader.ReadInt32(), reader.ReadInt32());
}
