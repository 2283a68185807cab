using System.Diagnostics;
using System.Runtime.CompilerServices;
using Cluster.Interop;

namespace Cluster.Sharing;

/// <summary>How one caller waits for a word of shared memory to change: until when, and for how long at a time.</summary>
/// <remarks>
/// A wait is cut into pieces, because three things are announced by nobody: the death of a process that was to wake others, the death of one
/// that was woken instead of this one, and the end of the caller's patience.
/// </remarks>
internal ref struct WaitPolicy
{
    // The first piece is short, so that what a dead process left is found soon; the last is long enough to cost nothing.
    private static readonly TimeSpan FirstPiece = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan LongestPiece = TimeSpan.FromMilliseconds(100);

    private readonly long _begin;
    private readonly TimeSpan _timeout;
    private TimeSpan _piece;
    private SpinWait _poll;

    internal WaitPolicy(TimeSpan timeout)
    {
        (_timeout, _piece) = (timeout, FirstPiece);
        if (timeout != Timeout.InfiniteTimeSpan && timeout > TimeSpan.Zero) _begin = Stopwatch.GetTimestamp();
    }

    /// <summary>Whether the time is over.</summary>
    internal readonly bool IsOver => _timeout != Timeout.InfiniteTimeSpan && Left <= TimeSpan.Zero;

    private readonly TimeSpan Left => _timeout <= TimeSpan.Zero ? TimeSpan.Zero : _timeout - Stopwatch.GetElapsedTime(_begin);

    /// <exception cref="ArgumentOutOfRangeException">Negative, and not infinite.</exception>
    internal static void Check(TimeSpan timeout)
    {
        if (timeout < TimeSpan.Zero && timeout != Timeout.InfiniteTimeSpan)
            throw new ArgumentOutOfRangeException(nameof(timeout), timeout, "must not be negative, except for Timeout.InfiniteTimeSpan");
    }

    /// <summary>Sleeps for a piece while the word is <paramref name="expected"/>; may return early.</summary>
    internal void Sleep(ref int word, int expected)
    {
        if (!LinuxFutex.IsSupported)
        {
            // Yields, and after a few rounds sleeps for a millisecond at a time.
            if (Volatile.Read(ref word) == expected) _poll.SpinOnce();
            return;
        }

        TimeSpan piece = _timeout == Timeout.InfiniteTimeSpan || Left > _piece ? _piece : Left;
        LinuxFutex.Wait(ref word, expected, piece);
        _piece = _piece * 2 > LongestPiece ? LongestPiece : _piece * 2;
    }

    /// <summary>Makes everybody who sleeps on the word look again.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void WakeAll(ref int word)
    {
        if (LinuxFutex.IsSupported) LinuxFutex.Wake(ref word, int.MaxValue);
    }

    /// <summary>Wakes one of them.</summary>
    internal static void WakeOne(ref int word)
    {
        if (LinuxFutex.IsSupported) LinuxFutex.Wake(ref word, 1);
    }
}
