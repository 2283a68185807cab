namespace Cluster.Coordinator.Ranks;

/// <summary>What every rank knows of all.</summary>
/// <param name="Members">In the order of their ranks.</param>
internal sealed record Roll(IReadOnlyList<RankMember> Members)
{
    /// <summary>Workers of each rank.</summary>
    internal int[] Workers => [.. Members.Select(static member => member.Workers)];

    /// <summary>Workers of the ranks before one: its own are numbered from there on.</summary>
    internal int WorkersBefore(int rank) => Members.Take(rank).Sum(static member => member.Workers);

    internal void Write(BinaryWriter writer)
    {
        writer.Write(Members.Count);
        foreach (RankMember member in Members) member.Write(writer);
    }

    internal static Roll Read(BinaryReader reader)
    {
        var members = new RankMember[reader.ReadInt32()];
        for (int i = 0; i < members.Length; i++) members[i] = RankMember.Read(reader);
        return new Roll(members);
    }
}
