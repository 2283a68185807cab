namespace Cluster.Diagnostics;

/// <summary>Collects the slices of one thread for <c>--trace</c>.</summary>
/// <remarks>
/// One thread. Recording is an append of 32 bytes to memory that is there, about 5 ns; nobody records unless somebody asked. Slices beyond
/// <see cref="Limit"/> are counted instead of kept: a trace of a million slices is more than any viewer draws.
/// </remarks>
internal sealed class SliceRecorder
{
    /// <summary>Slices kept between two takings.</summary>
    public const int Limit = 1 << 20;

    private readonly List<TraceSlice> _slices = new(4096);

    /// <summary>Slices that were not kept since the last taking.</summary>
    public long Dropped { get; private set; }

    public void Record(Phase phase, long begin, long end, int chunk)
    {
        if (end <= begin) return;
        if (_slices.Count < Limit) _slices.Add(new TraceSlice(phase, begin, end, chunk));
        else Dropped++;
    }

    /// <summary>What was recorded since the last taking, in the order of time.</summary>
    public TraceSlice[] Take()
    {
        TraceSlice[] taken = [.. _slices];
        Clear();
        return taken;
    }

    /// <summary>Forgets what was recorded; the memory stays for what comes.</summary>
    public void Clear()
    {
        _slices.Clear();
        Dropped = 0;
    }
}
