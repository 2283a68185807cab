namespace Cluster.Coordinator.Measurement.Advice;

/// <summary>What the chunks of a job cost at one size, as a sample of them showed.</summary>
internal sealed record ChunkCosts
{
    /// <summary>Seconds of a full chunk whose data lies where it lies in a warm repetition, by threads that compute at the same time.</summary>
    public required Curve Computing { get; init; }

    /// <summary>The same with the data in the cache: it has just been received.</summary>
    public required Curve ComputingReceived { get; init; }

    /// <summary>Of a chunk of the first stage, alone, as a part of one of the later stages; 1 for a job of one stage.</summary>
    public required double FirstStage { get; init; }

    /// <summary>Seconds that combining one partial takes.</summary>
    public required Estimate ReducingChunk { get; init; }

    /// <summary>Seconds from the last partial of a stage to the next stage's state.</summary>
    public required Estimate CompletingStage { get; init; }

    /// <summary>Seconds to bring a byte of input to where it lies.</summary>
    public required Estimate PublishingByte { get; init; }

    /// <summary>Seconds that the very first call of the job's code takes more than later ones.</summary>
    public required double FirstCall { get; init; }

    /// <summary>Part of the time of threads that compute together in which the garbage collector stopped all of them.</summary>
    public required double CollectingShare { get; init; }

    /// <summary>Bytes that a full chunk reads from and writes to memory, not cache.</summary>
    public required double MemoryBytes { get; init; }
}
