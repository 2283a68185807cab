using System.Runtime.InteropServices;
using Cluster.Jobs;

namespace Cluster.DataPlane.Mapped;

/// <summary>Counters in memory of this process: its own, or a segment that it has mapped for writing.</summary>
/// <remarks>Any number of threads and processes. Clearing and reading are for times when no chunk is under way.</remarks>
/// <param name="count">How many.</param>
/// <param name="address">Of <see cref="ByteLength"/> bytes; 8-byte aligned.</param>
/// <param name="owned">What holds the memory, if it is to be disposed with this.</param>
internal sealed class MappedCounters(int count, nint address, IDisposable? owned = null) : IChunkCounters
{
    private readonly int _length = SharedCounters.Words(count);

    /// <summary>How many.</summary>
    public int Count => count;

    /// <summary>Bytes that <paramref name="count"/> counters take.</summary>
    public static long ByteLength(int count) => SharedCounters.Words(count) * (long)sizeof(long);

    public SharedCounters Begin(int worker) => new(Words, worker);

    public ReadOnlySpan<byte> Finish() => default;

    /// <summary>Sets all to 0 and releases the lock.</summary>
    public void Clear() => Words.Clear();

    /// <summary>What they hold.</summary>
    public long[] Read()
    {
        SharedCounters counters = Begin(0);
        long[] values = new long[count];
        for (int i = 0; i < values.Length; i++) values[i] = Volatile.Read(ref counters[i]);
        return values;
    }

    /// <summary>Adds what a chunk has counted in a copy of its own. One caller at a time, and nobody who counts in the memory itself.</summary>
    public void Add(ReadOnlySpan<byte> counted)
    {
        SharedCounters counters = Begin(0);
        ReadOnlySpan<long> values = MemoryMarshal.Cast<byte, long>(counted);
        for (int i = 0; i < values.Length; i++) counters[i] += values[i];
    }

    /// <summary>Releases the lock if this worker holds it, who will not do it itself any more.</summary>
    public void Release(int worker) => Begin(worker).Abandon();

    public void Dispose() => owned?.Dispose();

    private unsafe Span<long> Words => new((void*)address, _length);
}
