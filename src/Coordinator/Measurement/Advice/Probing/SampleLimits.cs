using Cluster.Coordinator.Execution;

namespace Cluster.Coordinator.Measurement.Advice.Probing;

/// <summary>How much of a job is computed to find out what its chunks cost.</summary>
internal sealed record SampleLimits
{
    /// <summary>Chunks at most: enough that a sample of them differs from all of them by chance only.</summary>
    internal const int MostChunks = 4096;

    private const int Caches = 8;
    private const long LeastBytes = 256L << 20;
    private const long MostBytes = 2L << 30;

    /// <summary>Input and output of the sample, at most; far beyond the cache, so that a sample that is cut off here does not fit into it either.</summary>
    public required long Bytes { get; init; }

    /// <summary>How many threads compute at the same time, one number after the other; ascending, the first is 1.</summary>
    public required IReadOnlyList<int> Threads { get; init; }

    /// <summary>Time of a single thread for one pass over the sample.</summary>
    public TimeSpan Pass { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>A chunk that takes longer is cut.</summary>
    public TimeSpan Chunk { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>
    /// Before times are taken: the runtime compiles what it finds to be hot, and does so only when 100 ms have passed without another method to compile.
    /// </summary>
    public TimeSpan Warmup { get; init; } = TimeSpan.FromMilliseconds(300);

    /// <summary>Of taking times, for each number of threads.</summary>
    public TimeSpan Measuring { get; init; } = TimeSpan.FromMilliseconds(150);

    /// <summary>For a machine: so much data that its caches hold next to nothing of it, at all numbers of threads.</summary>
    internal static SampleLimits For(MachineCosts machine)
    {
        long most = Math.Clamp(MemoryBudget.Available() / 4, LeastBytes, MostBytes);
        return new SampleLimits { Bytes = Math.Clamp(Caches * machine.CacheBytes, LeastBytes, most), Threads = MachineProbe.ThreadNumbers };
    }

    /// <summary>For a look at another size of a job that has been sampled: its code is compiled, and nobody asks for the last digit.</summary>
    internal SampleLimits ForOtherSizes => this with
    {
        Threads = [.. new[] { 1, Threads[^1] }.Distinct()], Pass = Pass / 2, Warmup = Warmup / 5, Measuring = Measuring / 3,
    };
}
