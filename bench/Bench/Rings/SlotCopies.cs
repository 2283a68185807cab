using System.Diagnostics;
using Cluster.Coordinator.Measurement.Peers;
using Cluster.Memory;
using Cluster.Rings;

namespace Cluster.Bench.Rings;

/// <summary>Two threads, four slots of 1 MiB: one copy in, one copy out, and a count on each side; what no channel can be faster than.</summary>
internal sealed class SlotCopies : IDisposable
{
    internal const int SlotBytes = 1 << 20;

    private const int Slots = 4;

    private readonly CyclicMemory _source = new(SlotBytes);
    private readonly CyclicMemory _target = new(SlotBytes);
    private readonly CyclicMemory[] _slots = [.. Enumerable.Range(0, Slots).Select(static _ => new CyclicMemory(SlotBytes))];
    private readonly SharedSegment _segment;
    private readonly RingMemory _memory;
    private readonly Ring _words;

    internal SlotCopies()
    {
        _segment = SharedSegment.Create("words", RingLayout.ByteLength(RingLayout.MinCapacity), Path.GetTempPath());
        _memory = new RingMemory(AttachedSegment.Attach(_segment.Handle, writable: true), RingLayout.MinCapacity);
        _words = _memory.Ring(toWorker: true);
    }

    /// <summary>GB/s of so many messages.</summary>
    internal double Run(int messages)
    {
        (_words.Tail, _words.Head) = (0, 0);
        var reader = new Thread(() => Take(messages));
        reader.Start();
        long begin = Stopwatch.GetTimestamp();
        for (long i = 0; i < messages; i++)
        {
            for (int look = 0; i - Volatile.Read(ref _words.Head) >= Slots; look++) Relax(look);
            _source.Next(SlotBytes).CopyTo(_slots[i % Slots].Next(SlotBytes));
            Volatile.Write(ref _words.Tail, i + 1);
        }

        reader.Join();
        return (double)messages * SlotBytes / Stopwatch.GetElapsedTime(begin).TotalNanoseconds;
    }

    public void Dispose()
    {
        foreach (CyclicMemory memory in (CyclicMemory[])[_source, _target, .. _slots]) memory.Dispose();
        _memory.Dispose();
        _segment.Dispose();
    }

    // The other side may need this core.
    private static void Relax(int look)
    {
        if (look % 1024 == 1023) Thread.Yield();
        else Thread.SpinWait(1);
    }

    private void Take(int messages)
    {
        for (long i = 0; i < messages; i++)
        {
            for (int look = 0; Volatile.Read(ref _words.Tail) <= i; look++) Relax(look);
            _slots[i % Slots].Next(SlotBytes).CopyTo(_target.Next(SlotBytes));
            Volatile.Write(ref _words.Head, i + 1);
        }
    }
}
