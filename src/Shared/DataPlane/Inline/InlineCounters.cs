using System.Runtime.InteropServices;
using Cluster.Jobs;

namespace Cluster.DataPlane.Inline;

/// <summary>Counters of this process alone: each chunk begins at 0, and what it has counted travels with its partial.</summary>
/// <remarks>
/// One thread, the one that computes. A chunk that is lost with its worker has counted nothing, however far it was: unlike counters in
/// common memory, these are exact after any number of losses.
/// </remarks>
internal sealed class InlineCounters(int count) : IChunkCounters
{
    private readonly long[] _words = new long[SharedCounters.Words(count)];
    private readonly long[] _counted = new long[count];

    public SharedCounters Begin(int worker)
    {
        Array.Clear(_words);
        return new SharedCounters(_words, worker);
    }

    public ReadOnlySpan<byte> Finish()
    {
        var counters = new SharedCounters(_words, worker: 0);
        for (int i = 0; i < _counted.Length; i++) _counted[i] = counters[i];
        return MemoryMarshal.AsBytes<long>(_counted);
    }

    public void Dispose()
    {
    }
}
