using System.Diagnostics;
using Cluster.Coordinator.Measurement.Statistics;

namespace Cluster.Coordinator.Measurement.SharedMemory;

/// <summary>Times of the steps of a life that is repeated; the first repetition does not count.</summary>
internal sealed class StepTimes
{
    private readonly SortedDictionary<MemoryStep, List<double>> _milliseconds = [];
    private bool _counts;

    /// <summary>In the order of the steps.</summary>
    internal IEnumerable<(MemoryStep Step, Spread Milliseconds)> All =>
        _milliseconds.Select(static one => (one.Key, Spread.Of([.. one.Value])));

    /// <summary>A repetition is over; the next one counts.</summary>
    internal void Repeat() => _counts = true;

    internal void Time(MemoryStep step, Action action) => Time(step, () =>
    {
        action();
        return true;
    });

    internal T Time<T>(MemoryStep step, Func<T> action)
    {
        long begin = Stopwatch.GetTimestamp();
        T result = action();
        double time = Stopwatch.GetElapsedTime(begin).TotalMilliseconds;
        if (!_counts) return result;
        if (!_milliseconds.TryGetValue(step, out List<double>? times)) _milliseconds.Add(step, times = []);
        times.Add(time);
        return result;
    }
}
