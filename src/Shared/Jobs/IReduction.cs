namespace Cluster.Jobs;

/// <summary>Combines partials, in chunk order, into a result.</summary>
/// <remarks>One caller at a time; created, fed and read in the coordinator only.</remarks>
public interface IReduction
{
    /// <summary>Takes the partial of the next chunk. The span is only valid during the call.</summary>
    void Add(in Chunk chunk, ReadOnlySpan<byte> partial);

    /// <summary>Called before <see cref="CompleteStage"/> if the job has counters: what they hold, now that all chunks are done.</summary>
    void TakeCounters(ReadOnlySpan<long> counters)
    {
    }

    /// <summary>Called when all chunks of a stage were added.</summary>
    /// <returns>The state of the next stage, which is broadcast to every worker; null when the run is complete.</returns>
    byte[]? CompleteStage();

    /// <summary>The result, once <see cref="CompleteStage"/> has returned null.</summary>
    JobResult Result { get; }
}
