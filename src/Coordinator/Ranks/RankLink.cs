namespace Cluster.Coordinator.Ranks;

/// <summary>What lies between rank 0 and another rank.</summary>
/// <param name="RoundTrip">Ticks for a message and its answer.</param>
/// <param name="Offset">What is to be added to a timestamp of that rank to have one of rank 0's clock; wrong by less than half of the round trip.</param>
internal readonly record struct RankLink(long RoundTrip, long Offset)
{
    /// <summary>From an echo: the shortest of several says most.</summary>
    /// <param name="sent">Here.</param>
    /// <param name="there">When the other rank answered, by its clock.</param>
    /// <param name="back">Here.</param>
    internal static RankLink Of(long sent, long there, long back) => new(back - sent, sent + ((back - sent) / 2) - there);
}
