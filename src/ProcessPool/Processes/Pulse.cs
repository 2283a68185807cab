using System.Diagnostics;

namespace Cluster.Processes;

/// <summary>When a worker was last seen to beat.</summary>
/// <remarks>Pure: its caller, one thread, brings the time.</remarks>
internal sealed class Pulse
{
    private long _beats = -1;
    private long _seenAt;

    /// <summary>How long it has been silent; one that has not begun to beat is, since it was first looked at: the limit of its start no longer looks after it then.</summary>
    /// <param name="beats">Counted by the worker.</param>
    /// <param name="runningSince">Since when this process has run: before that it could see none.</param>
    /// <param name="now">As a timestamp.</param>
    internal TimeSpan Silence(long beats, long runningSince, long now)
    {
        if (beats != _beats) (_beats, _seenAt) = (beats, now);
        return Stopwatch.GetElapsedTime(Math.Max(_seenAt, runningSince), now);
    }
}
