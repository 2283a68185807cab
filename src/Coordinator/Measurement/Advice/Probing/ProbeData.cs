using Cluster.Coordinator.Execution;
using Cluster.Serialization;

namespace Cluster.Coordinator.Measurement.Advice.Probing;

/// <summary>The jobs that a machine is measured with: their arrays, and what their chunks cost by themselves. Made once for all numbers of workers.</summary>
internal sealed class ProbeData : IDisposable
{
    // A point of the quarter circle takes 0.7 ns here: chunks of 1.4 µs, 40 µs, 200 µs and 1.4 ms.
    private const long Tiny = 2_000;
    private const long Little = 60_000;
    private const long Some = 300_000;
    private const long Much = 2_000_000;

    private readonly Dictionary<ProbeShape, JobArrays> _arrays = [];
    private readonly Dictionary<ProbeShape, ChunkCosts> _costs = [];
    private readonly SampleLimits _limits;
    private readonly long _cacheBytes;

    /// <param name="cacheBytes">What the caches hold.</param>
    /// <param name="threads">Numbers of threads at which chunks are timed.</param>
    internal ProbeData(long cacheBytes, IReadOnlyList<int> threads)
    {
        _cacheBytes = cacheBytes;
        _limits = new SampleLimits
        {
            Bytes = long.MaxValue, Threads = threads, Warmup = TimeSpan.FromMilliseconds(150), Measuring = TimeSpan.FromMilliseconds(60),
        };
    }

    /// <summary>How data is cut that is sent and received, and how many chunks of it: from a page's worth to what the built-in jobs cut large inputs into.</summary>
    internal static IReadOnlyList<(long Bytes, long Chunks)> Sizes { get; } = [(16 << 10, 256), (128 << 10, 64), (1 << 20, 16), (4 << 20, 16)];

    /// <summary>The same for data that is encoded, which takes so long that the cut does not show.</summary>
    internal static IReadOnlyList<(long Bytes, long Chunks)> EncodedSizes { get; } = [(128 << 10, 8)];

    /// <summary>Data that a worker keeps for a second stage.</summary>
    internal static ProbeShape Kept { get; } = new(128) { Input = 256 << 10, Stages = 2 };

    /// <summary>Many chunks with nothing to compute.</summary>
    internal static ProbeShape Empty(int workers, long input) => new(5000L * workers) { Input = input };

    /// <summary>A chunk for each worker, with nothing to compute.</summary>
    internal static ProbeShape OneEach(int workers, long input) => new(workers) { Input = input };

    /// <summary>Many chunks with hardly anything to compute, so that workers do take them from one another.</summary>
    internal static ProbeShape Many(int workers, long input) => new(1000L * workers) { Points = Tiny, Input = input };

    /// <summary>Chunks that are sent one by one.</summary>
    internal static ProbeShape Long(int workers, long input) => new(6L * workers) { Points = Much, Input = input };

    /// <summary>A stage so short that waking the workers shows.</summary>
    internal static ProbeShape ShortStage(int workers, long input) => new(workers) { Points = Some, Input = input };

    /// <summary>A stage long enough for the kernel to have sorted everybody out.</summary>
    internal static ProbeShape LongStage(int workers, long input) => new(25L * workers) { Points = Some, Input = input };

    /// <summary>A stage that nothing was fitted to.</summary>
    internal static ProbeShape Check(int workers, long input) => new(16L * workers) { Points = Little, Input = input };

    internal static ProbeShape Moving((long Bytes, long Chunks) size, bool output, ChunkCodec codec) =>
        new(size.Chunks) { Input = output ? 0 : size.Bytes, Output = output ? size.Bytes : 0, Codec = codec };

    /// <summary>The arrays of a job, in segments; kept for the next number of workers.</summary>
    internal JobArrays Arrays(ProbeShape shape, PreparedJob job, CancellationToken cancellationToken)
    {
        // A codec, a batch and arithmetic change nothing about the data.
        ProbeShape key = shape with { Codec = default, Batch = null, Points = 0, Stages = 1 };
        if (!_arrays.TryGetValue(key, out JobArrays? arrays)) _arrays.Add(key, arrays = JobArrays.Create(job, shareable: true, null, cancellationToken));
        return arrays;
    }

    /// <summary>Seconds that a chunk's own code takes, by threads that compute at the same time; its output lies in the cache.</summary>
    internal Curve Computing(ProbeShape shape, CancellationToken cancellationToken)
    {
        // Input is not read, and how many chunks there are changes nothing about one.
        var key = new ProbeShape(shape.Output > 0 ? shape.Chunks : 256) { Points = shape.Points, Output = shape.Output };
        if (!_costs.TryGetValue(key, out ChunkCosts? costs)) _costs.Add(key, costs = new JobProbe(key.Prepare(1), _limits, _cacheBytes).Run(cancellationToken));
        return costs.ComputingReceived;
    }

    public void Dispose()
    {
        foreach (JobArrays arrays in _arrays.Values) arrays.Dispose();
    }
}
