using System.Diagnostics;
using Cluster.Coordinator.Execution;
using Cluster.Jobs;

namespace Cluster.Coordinator.Measurement.Advice.Probing;

/// <summary>What combining partials costs, and a state for the later stages of an iterative job.</summary>
/// <param name="State">Of the second stage after a first one over the sample; empty for a job of one stage.</param>
/// <param name="Chunk">Seconds per partial.</param>
/// <param name="Stage">Seconds to end a stage.</param>
internal sealed record SampledReduction(byte[] State, Estimate Chunk, Estimate Stage)
{
    private const int Repeats = 5;

    internal static SampledReduction Run(PreparedJob job, Sample sample, CancellationToken cancellationToken)
    {
        byte[][] partials = new byte[sample.Chunks.Count][];
        SampleScratch scratch = sample.NewScratch();
        for (int i = 0; i < partials.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            partials[i] = sample.Compute(i, [], scratch).ToArray();
        }

        byte[] state = [];
        (double[] adding, double[] completing) = (new double[Repeats], new double[Repeats]);
        for (int repeat = 0; repeat < Repeats; repeat++)
        {
            IReduction reduction = job.Job.StartReduction(job.Plan);
            long begin = Stopwatch.GetTimestamp();
            for (int i = 0; i < partials.Length; i++) reduction.Add(sample.Chunks[i], partials[i]);
            long added = Stopwatch.GetTimestamp();
            state = Complete(reduction) ?? state;
            adding[repeat] = Stopwatch.GetElapsedTime(begin, added).TotalSeconds / partials.Length;
            completing[repeat] = Stopwatch.GetElapsedTime(added).TotalSeconds;
        }

        return new SampledReduction(state, Estimate.Of(adding), Estimate.Of(completing));
    }

    // A sample need not make sense as a whole: too few points for a component, say. What it costs is known all the same.
    private static byte[]? Complete(IReduction reduction)
    {
        try
        {
            return reduction.CompleteStage();
        }
        catch (ArithmeticException)
        {
            return null;
        }
    }
}
