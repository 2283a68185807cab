using System.Diagnostics;
using Cluster.Dispatch;

namespace Cluster.Calls;

/// <summary>Chooses how many tasks go into one message.</summary>
/// <remarks>
/// A message costs the two processes some tens of microseconds together, so a batch should take some milliseconds, and not much more: what is in a batch waits for
/// its end. A size grows to its double at most, since the first tasks may have been the short ones, and falls at once. Never changes results.
/// </remarks>
/// <param name="entry">Knows what tasks take.</param>
/// <param name="workers">That share the work.</param>
/// <param name="count">How many inputs there are; null if that is not known.</param>
internal sealed class BatchSizer(FunctionEntry entry, int workers, long? count)
{
    private static readonly double TargetTicks = Stopwatch.Frequency / 500.0;
    private const int Most = 1 << 14;

    // Of a known number every worker gets at least so many batches, so that they finish together.
    private const int BatchesPerWorker = 8;

    private int _last;

    /// <summary>Whether no task has ended yet.</summary>
    internal bool IsLearning => !entry.IsKnown;

    /// <summary>For the batch that begins with an input.</summary>
    /// <param name="taken">Inputs before it.</param>
    internal int Next(long taken)
    {
        if (!entry.IsKnown) return _last = 1;
        int wanted = (int)Math.Clamp(TargetTicks / Math.Max(1, entry.TicksPerTask), 1, Most);
        if (count is { } all) wanted = (int)Math.Clamp((all - taken) / ((long)workers * BatchesPerWorker / 2), 1, wanted);
        return _last = Math.Min(wanted, Math.Max(1, _last * 2));
    }
}
