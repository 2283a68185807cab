using Cluster.Faults;

namespace Cluster.Coordinator.Ranks;

/// <summary>Why a rank cannot go on, as it tells rank 0.</summary>
/// <param name="Code">Of a fault that every run may have; 0 for what only the command line knows.</param>
/// <param name="ExitCode">That the rank would end with by itself.</param>
/// <param name="Text">Subject, what and what to do; of a fault, its message.</param>
internal sealed record RankFault(FaultCode Code, int ExitCode, string Text)
{
    internal void Write(BinaryWriter writer)
    {
        writer.Write((ushort)Code);
        writer.Write(ExitCode);
        writer.Write(Text);
    }

    internal static RankFault Read(BinaryReader reader) => new((FaultCode)reader.ReadUInt16(), reader.ReadInt32(), reader.ReadString());

    /// <summary>As rank 0 reports it.</summary>
    /// <param name="rank">Whose it is.</param>
    /// <param name="host">The machine of that rank, if it is known.</param>
    internal Exception ToException(int rank, string? host)
    {
        string who = host is null ? $"rank {rank}" : $"rank {rank} on {host}";
        return Code == 0 ? new RanksException($"{who}: {Text}", ExitCode) : new FaultException(Code, $"{who}: {Text}");
    }
}
