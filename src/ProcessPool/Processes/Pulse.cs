using System.Diagnostics;

namespace Cluster.Processes;

/// <summary>When a worker was last seen to beat.</summary>
/// <remarks>Pure: its caller, one thread, brings the time.</remarks>
internal sealed class Pulse
{
    private long _beats;
    private long _seenAt;

    /// <summary>How long it has been silent; zero for a worker that has not begun to beat, which the limit of its start looks after.</summary>
    /// <param name="beats">Counted by the worker.</param>
    /// <param name="runningSince">Since when this process has run: before that it could see none.</param>
    /// <param name="now">As a timestamp.</param>
    internal TimeSpan Silence(long beats, long runningSince, long now)
    {
        if (beats != _beats) (_beats, _seenAt) = (beats, now);
        return _beats == 0 ? TimeSpan.Zero : Stopwatch.GetElapsedTime(Math.Max(_seenAt, runningSince), now);
    }
}
