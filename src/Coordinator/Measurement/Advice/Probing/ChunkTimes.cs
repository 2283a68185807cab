using System.Diagnostics;
using Cluster.Jobs;

namespace Cluster.Coordinator.Measurement.Advice.Probing;

/// <summary>How long the chunks of a sample took, computed again and again by one or several threads.</summary>
/// <param name="Chunk">Seconds of one chunk.</param>
/// <param name="Collecting">Part of the time in which the garbage collector stopped all threads.</param>
internal sealed record ChunkTimes(Estimate Chunk, double Collecting)
{
    /// <param name="sample">What is computed: each thread has its own part of it, as workers have theirs of a run.</param>
    /// <param name="state">Of the stage.</param>
    /// <param name="threads">At a time; at most as many as there are chunks.</param>
    /// <param name="received">Whether a chunk is computed twice in a row and the second time counts: its data is in the cache then.</param>
    /// <param name="warmup">Before times are taken.</param>
    /// <param name="duration">Of taking times; at least once through all chunks.</param>
    internal static ChunkTimes Take(Sample sample, byte[] state, int threads, bool received, TimeSpan warmup, TimeSpan duration)
    {
        var parts = new Part[threads];
        for (int i = 0; i < threads; i++) parts[i] = new Part(sample, state, First(i), First(i + 1));
        (long begin, TimeSpan pauses) = (Stopwatch.GetTimestamp(), GC.GetTotalPauseDuration());
        _ = Crew.Run(threads, thread => parts[thread].Run(received, warmup, duration));
        double collecting = (GC.GetTotalPauseDuration() - pauses) / Stopwatch.GetElapsedTime(begin);
        Estimate slice = parts.Aggregate(default(Estimate), static (sum, part) => sum + part.Slice) * (1.0 / threads);
        return new ChunkTimes(slice * sample.Chunks[0].Count, collecting);

        int First(int thread) => (int)((long)sample.Chunks.Count * thread / threads);
    }

    /// <summary>The chunks of one thread.</summary>
    private sealed class Part(Sample sample, byte[] state, int first, int end)
    {
        private readonly SampleScratch _scratch = sample.NewScratch();
        private readonly List<double> _passes = [];

        /// <summary>
        /// Seconds per slice: of whole passes, not of single chunks, as what comes now and then, like the collection of garbage, belongs to all of them.
        /// </summary>
        internal Estimate Slice { get; private set; }

        internal void Run(bool received, TimeSpan warmup, TimeSpan duration)
        {
            if (warmup > TimeSpan.Zero) Repeat(received, warmup);
            _passes.Clear();
            Repeat(received, duration);
            long slices = 0;
            foreach (Chunk chunk in sample.Chunks.Skip(first).Take(end - first)) slices += chunk.Count;
            Slice = Estimate.Of([.. _passes]) * (1.0 / slices);
        }

        private void Repeat(bool received, TimeSpan duration)
        {
            long begin = Stopwatch.GetTimestamp();
            do _passes.Add(received ? PassWithReceived() : Pass());
            while (Stopwatch.GetElapsedTime(begin) < duration);
        }

        private double Pass()
        {
            long begin = Stopwatch.GetTimestamp();
            for (int i = first; i < end; i++) _ = sample.Compute(i, state, _scratch);
            return Stopwatch.GetElapsedTime(begin).TotalSeconds;
        }

        private double PassWithReceived()
        {
            long ticks = 0;
            for (int i = first; i < end; i++)
            {
                _ = sample.Compute(i, state, _scratch);
                long begin = Stopwatch.GetTimestamp();
                _ = sample.Compute(i, state, _scratch);
                ticks += Stopwatch.GetTimestamp() - begin;
            }

            return Stopwatch.GetElapsedTime(0, ticks).TotalSeconds;
        }
    }
}
