using System.Diagnostics;

namespace Cluster.Diagnostics;

/// <summary>One thread's time, divided among phases without gap or overlap.</summary>
/// <remarks>
/// At every moment exactly one phase is running, so the phases add up to the wall time by construction. One thread. A switch costs one
/// reading of the clock, 20 to 25 ns here.
/// </remarks>
internal sealed class PhaseClock
{
    public const int PhaseCount = (int)Phase.Teardown + 1;

    private readonly long[] _ticks = new long[PhaseCount];
    private Phase _current = Phase.Idle;
    private int _chunk = -1;
    private long _since = Stopwatch.GetTimestamp();

    /// <summary>Gets every slice, for <c>--trace</c>; null if nobody asked.</summary>
    public SliceRecorder? Recorder { get; set; }

    /// <summary>The chunk that the phases entered from now on belong to, or −1.</summary>
    public int Chunk { get; set; } = -1;

    /// <summary>What is running.</summary>
    public Phase Current => _current;

    /// <summary>Starts anew at <paramref name="timestamp"/>.</summary>
    public void Restart(long timestamp, Phase phase = Phase.Idle)
    {
        Array.Clear(_ticks);
        Recorder?.Clear();
        (_current, _since, _chunk, Chunk) = (phase, timestamp, -1, -1);
    }

    /// <summary>Ends the current phase and begins <paramref name="next"/>.</summary>
    public void Enter(Phase next) => Enter(next, Stopwatch.GetTimestamp());

    /// <summary>The same at a moment that is now or has been since the last switch.</summary>
    public void Enter(Phase next, long timestamp)
    {
        _ticks[(int)_current] += timestamp - _since;
        Recorder?.Record(_current, _since, timestamp, _chunk);
        (_current, _since, _chunk) = (next, timestamp, next == Phase.Idle ? -1 : Chunk);
    }

    /// <summary>Counts the time from <paramref name="begin"/> to the clock's start, <paramref name="end"/>, as <paramref name="phase"/>.</summary>
    public void Precede(Phase phase, long begin, long end)
    {
        _ticks[(int)phase] += end - begin;
        Recorder?.Record(phase, begin, end, -1);
    }

    /// <summary>Ticks per phase up to <paramref name="timestamp"/>, a moment that is now or has just been.</summary>
    public long[] Read(long timestamp)
    {
        Enter(_current, timestamp);
        return [.. _ticks];
    }
}
