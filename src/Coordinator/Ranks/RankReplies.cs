namespace Cluster.Coordinator.Ranks;

/// <summary>What rank 0 has asked all others, and who has answered.</summary>
/// <remarks>Under the channel's gate, but for the reading when all are there.</remarks>
internal sealed class RankReplies(int size)
{
    private RankMessage?[] _replies = new RankMessage?[size];

    /// <summary>Forgets what was answered before.</summary>
    internal void Clear() => _replies = new RankMessage?[size];

    internal void Add(RankMessage message) => _replies[message.From] = message;

    internal RankMessage? Of(int rank) => _replies[rank];

    /// <summary>Whether all others have given an answer of that kind.</summary>
    internal bool IsComplete(RankMessageKind kind)
    {
        for (int rank = 1; rank < size; rank++)
            if (_replies[rank]?.Kind != kind) return false;
        return true;
    }

    /// <summary>By rank, without rank 0.</summary>
    internal RankMessage[] All => [.. _replies.Skip(1).Select(static reply => reply!)];
}
