using System.Diagnostics;
using System.Runtime.ExceptionServices;

namespace Cluster.Coordinator.Measurement;

/// <summary>Threads that begin a piece of work together.</summary>
/// <remarks>
/// They take the time themselves, from the first that begins to the last that ends: a thread more, which only watched, would compete with
/// them for the last core.
/// </remarks>
internal static class Crew
{
    /// <summary>Calls <paramref name="work"/> with 0 … <paramref name="threads"/> − 1, each on a thread of its own.</summary>
    /// <returns>Seconds.</returns>
    internal static double Run(int threads, Action<int> work)
    {
        using var start = new Barrier(threads);
        long[] begun = new long[threads];
        long[] ended = new long[threads];
        Exception? failure = null;
        Thread[] crew = [.. Enumerable.Range(0, threads).Select(number => new Thread(() =>
        {
            start.SignalAndWait();
            begun[number] = Stopwatch.GetTimestamp();
            try
            {
                work(number);
            }
            catch (Exception ex)
            {
                failure = ex;
            }

            ended[number] = Stopwatch.GetTimestamp();
        }) { IsBackground = true, Name = $"measuring {number}" })];
        foreach (Thread thread in crew) thread.Start();
        foreach (Thread thread in crew) thread.Join();
        if (failure is not null) ExceptionDispatchInfo.Throw(failure);
        return Stopwatch.GetElapsedTime(begun.Min(), ended.Max()).TotalSeconds;
    }

    /// <summary>1, 2, 4 … and <paramref name="most"/> itself; every number up to 8.</summary>
    internal static IEnumerable<int> Sizes(int most)
    {
        for (int size = 1; size < most; size = size < 8 ? size + 1 : size * 2) yield return size;
        yield return most;
    }
}
