using System.Diagnostics;
using Cluster.Coordinator.Scheduling;

namespace Cluster.Coordinator.Pool;

/// <summary>Finds the chunk that a worker with nothing to do may compute a second time: one that keeps the stage waiting.</summary>
/// <remarks>
/// The backup tasks of MapReduce (Dean and Ghemawat, 2004). A chunk is late when it takes twice as long as the chunks of its stage did on average, or is not
/// begun for as long; what waits behind it at its worker is late as well. Under the job's gate.
/// </remarks>
internal static class Stragglers
{
    private const double Late = 2;

    // Below this the copy would not be back earlier.
    private static readonly TimeSpan Worthwhile = TimeSpan.FromMilliseconds(50);

    /// <param name="lanes">To all workers.</param>
    /// <param name="stage">Whose chunks are all given out.</param>
    /// <param name="average">What a chunk of the stage takes.</param>
    /// <param name="now">As a timestamp.</param>
    /// <returns>The chunk; −1 for none.</returns>
    internal static int Find(IEnumerable<Lane> lanes, StageLedger stage, TimeSpan average, long now)
    {
        TimeSpan patience = average * Late > Worthwhile ? average * Late : Worthwhile;
        Lane? slowest = null;
        long since = long.MaxValue;
        foreach (Lane lane in lanes)
        {
            (int chunk, long begunAt) = lane.Running;
            // One that never gets to begin what it was sent keeps the stage waiting as well.
            long activeAt = chunk >= 0 ? begunAt : lane.UnderWay.ActiveAt;
            if (lane.UnderWay.IsEmpty || lane.IsCondemned || activeAt >= since || Stopwatch.GetElapsedTime(activeAt, now) < patience) continue;
            if (FirstOf(lane, stage) >= 0) (slowest, since) = (lane, activeAt);
        }

        return slowest is null ? -1 : FirstOf(slowest, stage);
    }

    // In its order, so that the one it is at comes first.
    private static int FirstOf(Lane lane, StageLedger stage)
    {
        foreach (ChunkRange batch in lane.UnderWay.Outstanding())
            for (int chunk = batch.First; chunk < batch.End; chunk++)
                if (!stage.IsCopied(chunk)) return chunk;
        return -1;
    }
}
