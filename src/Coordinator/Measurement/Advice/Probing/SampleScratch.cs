using Cluster.Jobs;
using Cluster.Numerics;

namespace Cluster.Coordinator.Measurement.Advice.Probing;

/// <summary>What a thread needs to compute chunks: its views and its partial.</summary>
internal sealed class SampleScratch(int inputs, int worker)
{
    private byte[] _partial = [];

    /// <summary>The thread's number.</summary>
    internal int Worker => worker;

    internal ArrayView[] Views { get; } = new ArrayView[inputs];

    /// <summary>Zeroed.</summary>
    internal Span<byte> Partial(int size) => PartialBuffer.Cleared(ref _partial, size);
}
