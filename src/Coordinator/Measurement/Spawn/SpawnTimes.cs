using System.Diagnostics;
using Cluster.Processes;

namespace Cluster.Coordinator.Measurement.Spawn;

/// <summary>One start of some processes, in parts that add up to the whole.</summary>
/// <remarks>
/// Where there are several processes a part lasts until the last of them has got that far, so parts of different processes may overlap:
/// the first worker's runtime comes up while the last worker's process is being started.
/// </remarks>
/// <param name="ProcessStart">Seconds from the first call to the last process that is there.</param>
/// <param name="Runtime">From then on until the last has connected; of a process that does nothing, until it has ended.</param>
/// <param name="Handshake">From then on until the last is ready; null for processes that do nothing.</param>
/// <param name="FirstTask">From then on until each has delivered a result; null likewise.</param>
internal readonly record struct SpawnTimes(double ProcessStart, double Runtime, double? Handshake, double? FirstTask)
{
    internal double Total => ProcessStart + Runtime + (Handshake ?? 0) + (FirstTask ?? 0);

    /// <param name="starts">Of all workers of a pool, which were asked for together.</param>
    /// <param name="end">When the last of their first results was there.</param>
    internal static SpawnTimes Of(IReadOnlyList<StartStamps> starts, long end)
    {
        long asked = starts.Min(static one => one.Asked), started = starts.Max(static one => one.Started);
        // A worker may have connected before the last process was there; then the whole of this part is hidden behind the one before.
        long connected = Math.Max(started, starts.Max(static one => one.Connected)), ready = Math.Max(connected, starts.Max(static one => one.Ready));
        return new SpawnTimes(Seconds(asked, started), Seconds(started, connected), Seconds(connected, ready), Seconds(ready, end));
    }

    private static double Seconds(long begin, long end) => Stopwatch.GetElapsedTime(begin, end).TotalSeconds;
}
