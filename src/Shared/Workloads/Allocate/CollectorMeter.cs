namespace Cluster.Workloads.Allocate;

/// <summary>Divides the work of this process's collector among the chunks that cause it, each collection once.</summary>
/// <remarks>
/// Chunks that run at the same time in one process share a collector: were each to report what happened during it, two threads would report
/// every collection twice. So a chunk reports, when it ends, what happened since a chunk of this process last ended, or since the first of those under way
/// began. Which chunk reports a collection is thus chance; their sum is what happened while at least one was under way. Any thread.
/// </remarks>
internal sealed class CollectorMeter
{
    private readonly Lock _gate = new();
    private int _underWay;
    private CollectorReading _reported;

    public void Enter()
    {
        lock (_gate)
            if (_underWay++ == 0) _reported = CollectorReading.Now();
    }

    public CollectorReading Leave()
    {
        lock (_gate)
        {
            _underWay--;
            CollectorReading now = CollectorReading.Now();
            CollectorReading share = now - _reported;
            _reported = now;
            return share;
        }
    }
}
