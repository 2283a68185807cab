using System.Diagnostics;
using System.Runtime.InteropServices;
using Cluster.Interop;

namespace Cluster.Transport;

/// <summary>Looks for bytes for a moment before a thread blocks for them: waking it up again would take longer than an answer that is about to come.</summary>
/// <remarks>
/// The reader's thread. Looks only as long as answers come that fast, and lets go of the core after every look, so that whoever is to answer gets it. Blocking
/// and being woken takes some 5 µs when cores are busy and 44 µs when they sleep (2 cores, EPYC, 2026-11-20).
/// </remarks>
/// <param name="socket">That is read.</param>
/// <param name="mayLook">Asked each time: whether there is a core to spare, as far as the caller knows. A look that takes it away from a computing process costs more than it brings.</param>
internal sealed class BriefPoll(SafeHandle socket, Func<bool> mayLook)
{
    /// <summary>How long it looks, in ticks.</summary>
    internal static readonly long Limit = Stopwatch.Frequency / 25_000;

    private bool _pays = true;

    /// <summary>Waits until there is something to read, or it has taken too long.</summary>
    /// <param name="begin">Now, as a timestamp.</param>
    internal void Wait(long begin)
    {
        if (!_pays || !mayLook()) return;
        while (!LinuxSocket.HasArrived(socket) && Stopwatch.GetTimestamp() - begin < Limit) Thread.Yield();
    }

    /// <summary>Something was read.</summary>
    /// <param name="begin">When it was waited for, as a timestamp.</param>
    internal void Note(long begin) => _pays = Stopwatch.GetTimestamp() - begin < 2 * Limit;
}
