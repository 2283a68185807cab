using System.Runtime.CompilerServices;
using Cluster.Jobs;

namespace Cluster.Workloads.SharedCounter;

/// <summary>The loops, one per way of adding 1.</summary>
/// <remarks>
/// Volatile, so that no compiler keeps the counter in a register; compiled in full at once, so that the first repetition is no different from
/// the others.
/// </remarks>
internal static class Increment
{
    /// <summary>Read, add, write; the read and the write are atomic, the two together are not.</summary>
    /// <remarks>
    /// The write is over before the next read begins, as an assignment to an atomic variable of C++ is. A plain store would wait in the core,
    /// which reads it back from there: 10⁶ of those took 0.26 ms (Zen 5), and the first worker was done before the second had begun.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Unsynchronized(ref long counter, long count)
    {
        for (long i = 0; i < count; i++) Interlocked.Exchange(ref counter, Volatile.Read(ref counter) + 1);
    }

    /// <summary>Read, add, write, where nobody else writes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Alone(ref long counter, long count)
    {
        for (long i = 0; i < count; i++) Volatile.Write(ref counter, Volatile.Read(ref counter) + 1);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Atomic(ref long counter, long count)
    {
        for (long i = 0; i < count; i++) Interlocked.Increment(ref counter);
    }

    /// <summary>Returns how often the lock was found taken.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static long Locked(SharedCounters counters, long count)
    {
        ref long counter = ref counters[0];
        long waits = 0;
        for (long i = 0; i < count; i++)
        {
            using SharedCounters.Hold held = counters.Enter();
            Volatile.Write(ref counter, Volatile.Read(ref counter) + 1);
            if (held.Waited) waits++;
        }

        return waits;
    }

    /// <summary>Returns how often the lock was found taken.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static long StaleRead(SharedCounters counters, long count)
    {
        ref long counter = ref counters[0];
        long waits = 0;
        for (long i = 0; i < count; i++)
        {
            long read = Volatile.Read(ref counter);
            using SharedCounters.Hold held = counters.Enter();
            Volatile.Write(ref counter, read + 1);
            if (held.Waited) waits++;
        }

        return waits;
    }
}
