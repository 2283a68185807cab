using Cluster.Coordinator.Reduction;

namespace Cluster.Coordinator.Ranks;

/// <summary>Rank 0's own part of a stage goes straight to the reduction.</summary>
internal sealed class CommitTo(IPartials partials) : ICommitLog
{
    public void Committed(int chunk, ReadOnlySpan<byte> partial) => partials.Commit(chunk, partial);
}
