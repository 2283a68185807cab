namespace Cluster.Workloads.Allocate;

/// <summary>Times in which the collector of this process rests, while lists are built; it collects once they have been let go.</summary>
/// <remarks>
/// The runtime rests for a given amount of memory, and once at a time in a process. So rounds that overlap share a period, which has room
/// for as many as wanted the last one; a round that finds no room waits until the others have ended. Where the runtime does not rest, or
/// something else in the process collects or takes the memory, rounds go on with a collector that does as it likes. Any thread.
/// </remarks>
internal sealed class QuietPeriod
{
    private readonly object _gate = new();

    // Rounds that have entered or wait to; the most of them since the period began; those that have entered.
    private int _wanting, _peak, _underWay;
    private long _room;

    /// <summary>The one that rounds use: the collector is the process's.</summary>
    public static QuietPeriod OfProcess { get; } = new();

    /// <summary>Begins a round that allocates so many bytes. Waits while others have the memory.</summary>
    public void Enter(long bytes)
    {
        lock (_gate)
        {
            _peak = Math.Max(_peak, ++_wanting);
            while (_underWay > 0 && _room < bytes) Monitor.Wait(_gate);
            if (_underWay++ == 0) Begin(bytes);
            _room -= bytes;
        }
    }

    /// <summary>Ends a round, whose objects nothing refers to any more.</summary>
    public void Leave()
    {
        lock (_gate)
        {
            _wanting--;
            if (--_underWay > 0) return;
            Collect();
            Monitor.PulseAll(_gate);
        }
    }

    // For all that want it, or for this one, or not at all: then nobody has to wait for anybody.
    private void Begin(long bytes)
    {
        _room = bytes * _peak;
        _peak = _wanting;
        if (!TryRest(_room) && !TryRest(_room = bytes)) _room = long.MaxValue;
    }

    private static bool TryRest(long bytes)
    {
        try
        {
            return GC.TryStartNoGCRegion(bytes);
        }
        catch (Exception ex) when (ex is ArgumentOutOfRangeException or InvalidOperationException)
        {
            // More than this collector can promise, or already promised to somebody else.
            return false;
        }
    }

    // A collection ends the rest. Of the youngest generation alone: it looks for the living, of which there are none, and hands the memory
    // to the next period, in 0.3 ms for 10⁷ objects. A full one steps over the dead one by one, 60 ms; and without any the next period
    // takes new memory, whose first touch takes 120 ms.
    private static void Collect() => GC.Collect(0, GCCollectionMode.Forced, blocking: true);
}
