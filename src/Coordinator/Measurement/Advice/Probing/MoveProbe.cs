using Cluster.Coordinator.Execution;
using Cluster.Serialization;

namespace Cluster.Coordinator.Measurement.Advice.Probing;

/// <summary>Measures what moving data through connections takes: the time with one worker, and the processor time with as many as there are cores.</summary>
/// <param name="one">A pool of one worker.</param>
/// <param name="all">A pool of as many as there are cores.</param>
/// <param name="workers">Of the latter.</param>
/// <param name="data">What is moved.</param>
/// <param name="costs">What handing out a chunk with arrays takes.</param>
internal sealed class MoveProbe(ProbePool one, ProbePool all, int workers, ProbeData data, HandOutCosts costs)
{
    internal async Task<CodecCosts> RunAsync(ChunkCodec codec, CancellationToken cancellationToken) => new(
        await DirectionAsync(codec, output: false, cancellationToken).ConfigureAwait(false),
        await DirectionAsync(codec, output: true, cancellationToken).ConfigureAwait(false));

    /// <summary>Seconds per byte that a worker keeps beyond those of one that it does not.</summary>
    internal async Task<Estimate> KeepingAsync(CancellationToken cancellationToken)
    {
        ProbeShape kept = ProbeData.Kept, passed = kept with { Stages = 1 };
        Estimate keeping = await one.TimeAsync(kept, cancellationToken).ConfigureAwait(false);
        Estimate passing = await one.TimeAsync(passed, cancellationToken).ConfigureAwait(false);
        return keeping.Above(passing.Middle) * (1.0 / (kept.Chunks * kept.Input));
    }

    private async Task<MoveCosts> DirectionAsync(ChunkCodec codec, bool output, CancellationToken cancellationToken)
    {
        var points = new List<MovePoint>();
        foreach ((long Bytes, long Chunks) size in codec == ChunkCodec.Raw ? ProbeData.Sizes : ProbeData.EncodedSizes)
        {
            ProbeShape shape = ProbeData.Moving(size, output, codec);
            double perChunk = 1.0 / shape.Chunks;
            Curve computing = data.Computing(shape, cancellationToken);
            Estimate alone = await one.TimeAsync(shape, cancellationToken).ConfigureAwait(false);
            (Estimate coordinator, Estimate theirs) = await all.ProcessorTimeAsync(shape, cancellationToken).ConfigureAwait(false);
            double own = computing.At(1).Middle + costs.Worker.Middle;
            double processor = computing.At(workers).Middle + costs.Worker.Middle + costs.Coordinator.Middle;
            points.Add(new MovePoint(size.Bytes, (alone * perChunk).Above(own), ((coordinator + theirs) * perChunk).Above(processor)));
        }

        return new MoveCosts(points);
    }
}
