namespace Cluster.Coordinator.Reduction;

/// <summary>Told of every partial that is computed, for whoever keeps them.</summary>
internal interface ICommitLog
{
    /// <summary>The partial of a chunk of the current stage was added, or waits for its turn.</summary>
    /// <remarks>Any thread, several at a time. The span is only valid during the call.</remarks>
    void Committed(int chunk, ReadOnlySpan<byte> partial);
}
