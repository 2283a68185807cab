using System.Diagnostics;
using System.Runtime;

namespace Cluster.Coordinator.Measurement;

/// <summary>
/// Waits for the compiler: code that is called often is compiled once more, in the background, and is several times as fast from then on.
/// </summary>
internal static class Compilation
{
    // The runtime looks for hot code every 100 ms, as long as no new code turned up in between.
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(250);

    // Something always calls for new code somewhere; then what there is must do.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    /// <summary>Calls <paramref name="work"/> again and again until nothing has been compiled for a while.</summary>
    internal static void Settle(Action work)
    {
        long begin = Stopwatch.GetTimestamp();
        long since = begin;
        long compiled = JitInfo.GetCompiledMethodCount();
        while (Stopwatch.GetElapsedTime(since) < Quiet && Stopwatch.GetElapsedTime(begin) < Longest)
        {
            work();
            long now = JitInfo.GetCompiledMethodCount();
            if (now != compiled) (compiled, since) = (now, Stopwatch.GetTimestamp());
        }
    }
}
