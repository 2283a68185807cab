using System.Diagnostics;
using Cluster.Coordinator.Execution;
using Cluster.Diagnostics;

namespace Cluster.Coordinator.Measurement.Advice.Probing;

/// <summary>Measures what handing a chunk out takes of the worker's and of the coordinator's processor time.</summary>
/// <param name="pool">As many workers as cores.</param>
/// <param name="workers">Their number.</param>
/// <param name="input">Bytes of input per chunk; 0 for a job without arrays.</param>
internal sealed class HandOutProbe(ProbePool pool, int workers, long input)
{
    private static readonly TimeSpan Duration = TimeSpan.FromMilliseconds(100);

    internal async Task<HandOutCosts> RunAsync(CancellationToken cancellationToken)
    {
        ProbeShape empty = ProbeData.Empty(workers, input), single = empty with { Batch = 1 }, sent = ProbeData.Long(workers, input);
        await pool.WarmUpAsync(empty, cancellationToken).ConfigureAwait(false);
        (Estimate coordinator, Estimate worker) = await pool.ProcessorTimeAsync(empty, cancellationToken).ConfigureAwait(false);
        (Estimate coordinatorOfOne, Estimate workerOfOne) = await pool.ProcessorTimeAsync(single, cancellationToken).ConfigureAwait(false);
        (Estimate coordinatorOfSent, _) = await pool.ProcessorTimeAsync(sent, cancellationToken).ConfigureAwait(false);
        Estimate collecting = await CollectingAsync(empty, cancellationToken).ConfigureAwait(false);
        Estimate collectingOfSent = await CollectingAsync(sent, cancellationToken).ConfigureAwait(false);
        double perEmpty = 1.0 / empty.Chunks, perSent = 1.0 / sent.Chunks;
        return new HandOutCosts(
            worker * perEmpty, coordinator * perEmpty,
            collectingOfSent.Above(collecting.Middle), (coordinatorOfSent * perSent).Above(coordinator.Middle * perEmpty),
            (coordinatorOfOne + workerOfOne).Above(coordinator.Middle + worker.Middle) * perEmpty);
    }

    // Seconds per chunk that workers spend on handing partials over. What they compute meanwhile is a hundred times as much: their processor time would
    // not show it. The lower quartile, as the coordinator may wake on the worker's core, and what it does there is counted already.
    private async Task<Estimate> CollectingAsync(ProbeShape shape, CancellationToken cancellationToken)
    {
        await using RepeatedRun run = pool.Open(shape, cancellationToken);
        var seconds = new List<double>();
        long begin = Stopwatch.GetTimestamp();
        while (seconds.Count < 5 || Stopwatch.GetElapsedTime(begin) < Duration)
        {
            _ = await run.RepeatAsync(cancellationToken).ConfigureAwait(false);
            seconds.Add(Stopwatch.GetElapsedTime(0, run.Account!.Ticks(Phase.Collect)).TotalSeconds / shape.Chunks);
        }

        return Estimate.Exactly(Estimate.Of([.. seconds]).Low);
    }
}
