namespace Cluster.Coordinator.Scheduling;

/// <summary>How much work may be under way to one worker.</summary>
/// <remarks>
/// Enough that the worker never waits for the next batch, little enough that what it has not begun stays small, since nobody else can take that: as
/// many chunks as it computes in <see cref="Horizon"/>. Counted in chunks, because batches shrink as the work runs out. Pure: the caller brings the time.
/// </remarks>
internal sealed class DispatchWindow
{
    // Four times the interval at which a busy worker reports, and more than a time slice of the kernel's scheduler (2.8 ms here): when every core
    // computes, that is how long the coordinator may have to wait for one.
    internal static readonly TimeSpan Horizon = TimeSpan.FromMilliseconds(4);

    // Half of the news at a time: one burst of replies is no rate yet.
    private const double Weight = 0.5;

    private double _secondsPerChunk;

    /// <summary>Whether another batch should be sent to a worker that has <paramref name="chunks"/> left.</summary>
    /// <remarks>One chunk left is always too few: how far the worker is in it, nobody knows.</remarks>
    internal bool HasRoom(int chunks) => chunks <= 1 || chunks * _secondsPerChunk < KnownHorizon;

    /// <summary>Takes note that <paramref name="chunks"/> were finished in <paramref name="elapsed"/>.</summary>
    internal void Observe(int chunks, TimeSpan elapsed)
    {
        if (chunks <= 0 || elapsed <= TimeSpan.Zero) return;
        double measured = elapsed.TotalSeconds / chunks;
        _secondsPerChunk = _secondsPerChunk == 0 ? measured : _secondsPerChunk + (Weight * (measured - _secondsPerChunk));
    }

    // Before the first report a batch of several chunks must do.
    private double KnownHorizon => _secondsPerChunk == 0 ? 0 : Horizon.TotalSeconds;
}
