namespace Cluster.Dispatch;

/// <summary>Looks after what is under way, from time to time, as long as something is.</summary>
/// <remarks>Its timer costs nothing while nothing is under way.</remarks>
internal sealed class LaneWatch : IAsyncDisposable
{
    /// <summary>
    /// How exact limits are kept, and how long a short task may wait behind one that has turned out long before it is taken back. A look costs
    /// some microseconds per worker.
    /// </summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(5);

    private readonly Lock _arming = new();
    private readonly Func<TimeSpan?> _look;
    private readonly Timer _timer;

    // Whether it looks again within its patience; otherwise it sleeps, or looks after a while at what has nothing to do.
    private bool _awake;

    /// <param name="look">Returns when it wants to be called again; null for not before <see cref="Wake"/>.</param>
    internal LaneWatch(Func<TimeSpan?> look)
    {
        _look = look;
        _timer = new Timer(static watch => ((LaneWatch)watch!).Look(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>There is something to look after.</summary>
    internal void Wake()
    {
        if (Volatile.Read(ref _awake)) return;
        lock (_arming)
            if (!_awake) Arm(Patience);
    }

    /// <summary>Completed when it does not look any more.</summary>
    public ValueTask DisposeAsync() => _timer.DisposeAsync();

    private void Look()
    {
        // Before looking: what comes while it looks must find it asleep, or be seen.
        Volatile.Write(ref _awake, false);
        if (_look() is not { } due) return;
        lock (_arming)
            if (!_awake) Arm(due);
    }

    private void Arm(TimeSpan due)
    {
        Volatile.Write(ref _awake, due <= Patience);
        try
        {
            _timer.Change(due, Timeout.InfiniteTimeSpan);
        }
        catch (ObjectDisposedException)
        {
            // Nothing is under way any more.
        }
    }
}
