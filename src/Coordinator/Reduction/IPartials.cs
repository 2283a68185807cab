namespace Cluster.Coordinator.Reduction;

/// <summary>Where the partials of a stage go, and which of them are still to be computed.</summary>
/// <remarks>Any thread; one at a time gets in.</remarks>
internal interface IPartials
{
    /// <summary>How many chunks of the stage are still to be computed.</summary>
    int Missing { get; }

    /// <summary>Whether a partial is wanted as soon as it is there, and not only when its turn comes.</summary>
    bool TakesEarly { get; }

    /// <summary>Which chunks are to be computed, in order; null when they are all of the stage.</summary>
    int[]? MissingChunks();

    /// <summary>Whether a chunk need not be computed any more.</summary>
    bool Has(int chunk);

    /// <summary>Adds the partial of a chunk, which is still to be computed. The span is only valid during the call.</summary>
    void Commit(int chunk, ReadOnlySpan<byte> partial);
}
