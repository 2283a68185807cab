using Cluster.Memory;
using Cluster.Rings;

namespace Cluster.Bench.Rings;

/// <summary>Two threads that write a word each and look at the other's: what no channel can be faster than.</summary>
/// <remarks>As in a program in C: lines go from core to core alike, whoever asks for them.</remarks>
internal sealed class WordRoundTrips : IDisposable
{
    private readonly SharedSegment _segment;
    private readonly RingMemory _memory;
    private readonly Ring _to;
    private readonly Ring _from;
    private long _count;
    private Thread? _echo;

    internal WordRoundTrips()
    {
        _segment = SharedSegment.Create("words", RingLayout.ByteLength(RingLayout.MinCapacity), Path.GetTempPath());
        _memory = new RingMemory(AttachedSegment.Attach(_segment.Handle, writable: true), RingLayout.MinCapacity);
        (_to, _from) = (_memory.Ring(toWorker: true), _memory.Ring(toWorker: false));
    }

    /// <summary>The median of a burst, in µs. Nobody looks at anything before and after it.</summary>
    internal double Burst()
    {
        _count = 0;
        (_to.Tail, _from.Tail) = (0, 0);
        _echo = new Thread(Echo);
        _echo.Start();
        double median = Bursts.Median(RoundTrip);
        Volatile.Write(ref _to.Tail, -1);
        _echo.Join();
        return median;
    }

    public void Dispose()
    {
        _memory.Dispose();
        _segment.Dispose();
    }

    private void RoundTrip()
    {
        Volatile.Write(ref _to.Tail, ++_count);
        while (Volatile.Read(ref _from.Tail) != _count)
        {
        }
    }

    private void Echo()
    {
        for (long last = 0; last >= 0;)
        {
            long now = Volatile.Read(ref _to.Tail);
            if (now == last) continue;
            last = now;
            Volatile.Write(ref _from.Tail, now);
        }
    }
}
