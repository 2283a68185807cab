using Cluster.Coordinator.Scheduling;

namespace Cluster.Coordinator.Ranks;

/// <summary>Chunks as they travel between ranks: runs of neighbours, of which there are few.</summary>
internal static class ChunkList
{
    /// <param name="chunks">In order, none twice.</param>
    internal static IEnumerable<ChunkRange> Runs(IEnumerable<int> chunks)
    {
        var run = default(ChunkRange);
        foreach (int chunk in chunks)
        {
            if (run.Count > 0 && chunk == run.End)
            {
                run = run with { Count = run.Count + 1 };
                continue;
            }

            if (run.Count > 0) yield return run;
            run = new ChunkRange(chunk, 1);
        }

        if (run.Count > 0) yield return run;
    }

    internal static int[] All(IEnumerable<ChunkRange> runs) => [.. runs.SelectMany(static run => Enumerable.Range(run.First, run.Count))];

    internal static void Write(BinaryWriter writer, IEnumerable<int> chunks)
    {
        ChunkRange[] runs = [.. Runs(chunks)];
        writer.Write(runs.Length);
        foreach (ChunkRange run in runs)
        {
            writer.Write(run.First);
            writer.Write(run.Count);
        }
    }

    internal static int[] Read(BinaryReader reader)
    {
        var runs = new ChunkRange[reader.ReadInt32()];
        for (int i = 0; i < runs.Length; i++) runs[i] = new ChunkRange(reader.ReadInt32(), reader.ReadInt32());
        return All(runs);
    }
}
