using Cluster.Numerics;

namespace Cluster.Jobs;

/// <summary>How large a chunk is when nobody says so, and what is wrong with a size that somebody gave.</summary>
public static class ChunkSizes
{
    // Twice that, the copy that is sent and the copy that is received, stays within the last-level cache of a small machine, so that a
    // worker finds its chunk in the cache; and at 10 GB/s it is 0.4 ms of work, far above the cost of a message.
    private const long TargetBytes = 4 << 20;

    // For jobs whose every partial is as long as a slice: all partials together then take at most 1/256 of the input, and reducing and
    // sending them does not show.
    private const long InputBytesPerPartialByte = 256;

    // Whoever keeps something for each chunk keeps it in an array.
    private static readonly long MostChunks = Array.MaxLength;

    /// <summary>Slices per chunk: 4 MiB of input, or more where partials are large.</summary>
    /// <param name="layout">Of the sliced input.</param>
    /// <param name="partialBytes">What a partial takes whatever the chunk's size; 0 if it grows with the chunk.</param>
    public static long Default(ArrayLayout layout, long partialBytes)
    {
        // Slices that hold nothing, any number of them, are one chunk.
        if (layout.SliceBytes == 0 && partialBytes > 0) return Math.Max(1, layout.Slices);
        long bytes = Math.Max(TargetBytes, checked(partialBytes * InputBytesPerPartialByte));
        return Math.Max(1, bytes / Math.Max(1, layout.SliceBytes));
    }

    /// <summary><paramref name="given"/>, or the default; that grows where it would make too many chunks.</summary>
    /// <param name="total">Slices in all.</param>
    /// <param name="given">What <see cref="IJob.Plan"/> was asked for; null for nothing.</param>
    /// <param name="byDefault">Slices per chunk when nobody says so.</param>
    /// <exception cref="JobParameterException">The size that was given is none, or makes too many chunks.</exception>
    public static long Choose(long total, long? given, long byDefault)
    {
        long smallest = (total / MostChunks) + (total % MostChunks == 0 ? 0 : 1);
        if (given is not { } size) return Math.Max(byDefault, smallest);
        if (size < 1) throw new JobParameterException("chunk-size", $"{size}: must be at least 1");
        if (size < smallest)
            throw new JobParameterException(
                "chunk-size", $"{size}: cuts {total} slices into more than {MostChunks} chunks (give at least {smallest})");
        return size;
    }
}
