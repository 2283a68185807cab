using Cluster.Protocol.Messages;

namespace Cluster.Worker.Session;

/// <summary>What this worker does of a stage that belongs to a trace.</summary>
/// <param name="traceParent">The stage's trace context, which goes back with the answer.</param>
internal sealed class TracedStage(string traceParent)
{
    private long _begin;
    private long _end;
    private int _chunks;

    /// <summary>The answer; null as long as there is nothing to tell.</summary>
    internal StagePart? Part => _chunks == 0 ? null : new StagePart(traceParent, _begin, _end, _chunks);

    /// <summary>A batch was computed.</summary>
    /// <param name="begin">Timestamp.</param>
    /// <param name="end">Timestamp.</param>
    /// <param name="chunks">At least 1.</param>
    internal void Add(long begin, long end, int chunks)
    {
        if (_chunks == 0) _begin = begin;
        (_end, _chunks) = (end, _chunks + chunks);
    }
}
