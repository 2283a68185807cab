using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Cluster.Sharing;

/// <summary>A barrier in shared memory: the words, and what is done to them.</summary>
/// <remarks>
/// Arrivals and phase are one word, so the last arrival begins the next phase in the same step, and whoever gives up takes an arrival back
/// only from its own phase.
/// <code>
///  0         4       8              64
///  | arrived | phase | participants |      who waits sleeps on the phase; little-endian
/// </code>
/// </remarks>
internal struct BarrierWords
{
    internal const int Size = 64;

    private ulong _state;
    private int _participants;

    /// <summary>How many are waited for.</summary>
    internal int Participants
    {
        readonly get => _participants;
        set => _participants = value;
    }

    /// <summary>Phases that are complete; wraps around.</summary>
    internal readonly uint Phase => (uint)(Volatile.Read(in _state) >> 32);

    /// <summary>Arrives, and waits for the others.</summary>
    /// <param name="timeout">How long; infinite without limit.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>0 when all arrived; otherwise how many had, this one among them, when the time was over. Its arrival is taken back.</returns>
    internal int SignalAndWait(TimeSpan timeout, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        uint phase = Arrive(out bool last);
        if (last) return 0;
        var policy = new WaitPolicy(timeout);
        unsafe
        {
            // Shared memory does not move; the registration ends before this method does.
            var words = (BarrierWords*)Unsafe.AsPointer(ref this);
            using CancellationTokenRegistration registration = cancellationToken.UnsafeRegister(
                static state => WaitPolicy.WakeAll(ref ((BarrierWords*)(nint)state!)->PhaseWord), (nint)words);
            while (Phase == phase)
            {
                bool ends = policy.IsOver || cancellationToken.IsCancellationRequested;
                if (ends && TryLeave(phase, out int arrived))
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    return arrived;
                }

                if (!ends) policy.Sleep(ref PhaseWord, (int)phase);
            }
        }

        return 0;
    }

    [UnscopedRef]
    private ref int PhaseWord => ref Unsafe.Add(ref Unsafe.As<ulong, int>(ref _state), 1);

    private uint Arrive(out bool last)
    {
        ulong found = Volatile.Read(ref _state);
        while (true)
        {
            uint phase = (uint)(found >> 32);
            uint arrived = (uint)found + 1;
            last = arrived >= (uint)_participants;
            ulong next = last ? (ulong)(phase + 1) << 32 : found + 1;
            ulong now = Interlocked.CompareExchange(ref _state, next, found);
            if (now == found)
            {
                if (last) WaitPolicy.WakeAll(ref PhaseWord);
                return phase;
            }

            found = now;
        }
    }

    // False when the others have arrived after all.
    private bool TryLeave(uint phase, out int arrived)
    {
        ulong found = Volatile.Read(ref _state);
        while ((uint)(found >> 32) == phase)
        {
            arrived = (int)found;
            ulong now = Interlocked.CompareExchange(ref _state, found - 1, found);
            if (now == found) return true;
            found = now;
        }

        arrived = 0;
        return false;
    }
}
