using System.Runtime.CompilerServices;

namespace Cluster.Jobs;

/// <summary>The 64-bit counters that the chunks of a run have in common, as one worker sees them, and a lock to go with them.</summary>
/// <remarks>
/// Others change a counter at the same time, from other threads or other processes: <see cref="Interlocked"/>, <see cref="Volatile"/> or
/// the lock say what that shall mean. Counters never share a cache line, so workers that count in different ones do not slow each other down.
/// <code>
///  0        128         256          (Count + 1) · 128
///  | holder | counter 0 | counter 1 | … |     8 bytes each, at the start of 128; holder: the worker that has the lock, plus 1, or 0
/// </code>
/// </remarks>
public readonly ref struct SharedCounters
{
    /// <summary>The most that a job may have: 8 MiB.</summary>
    public const int MostCounters = (8 << 20) / (Distance * sizeof(long));

    // Two cache lines of 64 bytes, because processors fetch lines in pairs.
    private const int Distance = 128 / sizeof(long);

    private readonly Span<long> _words;
    private readonly int _worker;

    /// <param name="words"><see cref="Words"/> of them.</param>
    /// <param name="worker">Index of the worker that will count.</param>
    internal SharedCounters(Span<long> words, int worker)
    {
        _words = words;
        _worker = worker;
    }

    /// <summary>How many there are; 0 for a job that has none.</summary>
    public int Count => Math.Max(0, (_words.Length / Distance) - 1);

    /// <summary>One of them, in the memory that all have in common.</summary>
    public ref long this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
            return ref _words[(index + 1) * Distance];
        }
    }

    /// <summary>Index of the worker that holds the lock; −1 while nobody does.</summary>
    internal int Holder => (int)Volatile.Read(ref _words[0]) - 1;

    /// <summary>Takes the lock, and waits for it if need be: <c>using (context.Counters.Enter())</c>.</summary>
    /// <remarks>
    /// One lock for all counters; it does not nest, and those who wait are not served in order. The lock of a worker that is lost is released by
    /// the coordinator: nobody waits for the dead.
    /// </remarks>
    /// <exception cref="LockRecursionException">This worker holds it already.</exception>
    public Hold Enter()
    {
        ref long holder = ref _words[0];
        long mine = _worker + 1L;
        long found = Interlocked.CompareExchange(ref holder, mine, 0);
        if (found != 0) Wait(ref holder, found, mine);
        return new Hold(ref holder, found != 0);
    }

    /// <summary>64-bit words of memory for <paramref name="count"/> counters and their lock.</summary>
    internal static int Words(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, MostCounters);
        return (count + 1) * Distance;
    }

    /// <summary>Releases the lock if this worker holds it: for one that is gone, or whose chunk has failed.</summary>
    internal void Abandon() => Interlocked.CompareExchange(ref _words[0], 0, _worker + 1L);

    // Spins for 2 µs or so and then gives the core away between attempts: where there are more workers than cores, the holder may be waiting
    // for this very core.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Wait(ref long holder, long found, long mine)
    {
        if (found == mine) throw new LockRecursionException("this worker holds the lock of the counters already");
        var wait = default(SpinWait);
        do
        {
            // Never for a millisecond, as it would from the 20th attempt on.
            wait.SpinOnce(sleep1Threshold: -1);
        }
        while (Volatile.Read(ref holder) != 0 || Interlocked.CompareExchange(ref holder, mine, 0) != 0);
    }

    /// <summary>The lock, while it is held; disposing it releases it.</summary>
    public readonly ref struct Hold
    {
        private readonly ref long _holder;

        internal Hold(ref long holder, bool waited)
        {
            _holder = ref holder;
            Waited = waited;
        }

        /// <summary>Whether another worker had it when this one came.</summary>
        public bool Waited { get; }

        /// <summary>Releases the lock.</summary>
        public void Dispose() => Volatile.Write(ref _holder, 0);
    }
}
