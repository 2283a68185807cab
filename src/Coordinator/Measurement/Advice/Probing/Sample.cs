using System.Diagnostics;
using Cluster.Coordinator.Execution;
using Cluster.Jobs;
using Cluster.Memory;
using Cluster.Numerics;

namespace Cluster.Coordinator.Measurement.Advice.Probing;

/// <summary>Some chunks of a job with what they read and room for what they write, in this process.</summary>
/// <remarks>Any number of threads may compute, each a chunk of its own. Whoever made it disposes it afterwards.</remarks>
internal sealed class Sample : IDisposable
{
    private readonly IJob _job;
    private readonly SampledChunks _chosen;
    private readonly IReadOnlyList<SampleInput> _inputs;
    private readonly SharedSegment? _output;
    private readonly StoredCounters? _counters;
    private readonly long _outputBytes;
    private int _threads;

    private Sample(IJob job, SampledChunks chosen, IReadOnlyList<SampleInput> inputs, SharedSegment? output, TimeSpan publishing)
    {
        (_job, _chosen, _inputs, _output) = (job, chosen, inputs, output);
        _counters = StoredCounters.Create(job, shareable: false);
        _counters?.Here.Clear();
        _outputBytes = Chunks[0].Count * (job.Output?.SliceBytes ?? 0);
        long filled = inputs.Sum(static input => input.FilledBytes);
        PublishingByte = filled == 0 ? 0 : publishing.TotalSeconds / filled;
    }

    internal IReadOnlyList<Chunk> Chunks => _chosen.Chunks;

    /// <summary>Seconds that a byte of input took to be brought in.</summary>
    internal double PublishingByte { get; }

    /// <exception cref="Faults.FaultException">There is not enough memory.</exception>
    /// <exception cref="Files.FileProblemException">The file cannot be read to its end.</exception>
    internal static Sample Create(PreparedJob job, SampledChunks chosen, CancellationToken cancellationToken)
    {
        long output = chosen.Chunks.Sum(static chunk => chunk.Count) * (job.Job.Output?.SliceBytes ?? 0);
        MemoryBudget.Require(job.Inputs.Select(input => Bytes(input, chosen)).Append(output), $"a sample of {job.Definition.Name}");
        var inputs = new List<SampleInput>();
        try
        {
            long begin = Stopwatch.GetTimestamp();
            foreach (JobInput input in job.Inputs) inputs.Add(SampleInput.Create(input, job.FileOf(input), chosen.Chunks, cancellationToken));
            TimeSpan publishing = Stopwatch.GetElapsedTime(begin);
            return new Sample(job.Job, chosen, inputs, output == 0 ? null : SharedSegment.Create("sampled-output", output, Path.GetTempPath()), publishing);
        }
        catch
        {
            foreach (SampleInput input in inputs) input.Dispose();
            throw;
        }
    }

    /// <summary>Computes a chunk; returns its partial, which is valid until <paramref name="scratch"/> is used again.</summary>
    /// <param name="index">In <see cref="Chunks"/>.</param>
    /// <param name="state">Of the stage.</param>
    /// <param name="scratch">The calling thread's own.</param>
    /// <exception cref="Faults.FaultException">The job's code failed.</exception>
    internal ReadOnlySpan<byte> Compute(int index, byte[] state, SampleScratch scratch)
    {
        Chunk chunk = Chunks[index];
        for (int i = 0; i < _inputs.Count; i++) scratch.Views[i] = _inputs[i].View(index);
        var output = _output is null ? default : new OutputView(_output.Memory.Address + (nint)(index * _outputBytes), _job.Output!, chunk.Count);
        Span<byte> partial = scratch.Partial(_job.PartialSize(chunk));
        try
        {
            SharedCounters counters = _counters is null ? default : _counters.Here.Begin(scratch.Worker);
            _job.Map(new MapContext(chunk, scratch.Views, state, output, counters, scratch.Worker), partial);
            return partial[.._job.PartialLength(partial)];
        }
        catch (Exception ex)
        {
            throw JobFault.Of(ex, chunk.Index);
        }
    }

    /// <summary>For one thread.</summary>
    internal SampleScratch NewScratch() => new(_inputs.Count, Interlocked.Increment(ref _threads) - 1);

    public void Dispose()
    {
        foreach (SampleInput input in _inputs) input.Dispose();
        _output?.Dispose();
        _counters?.Dispose();
    }

    private static long Bytes(JobInput input, SampledChunks chosen) =>
        input.Use == InputUse.Broadcast ? input.Layout.ByteLength : chosen.Chunks.Sum(static chunk => chunk.Count) * input.Layout.SliceBytes;
}
