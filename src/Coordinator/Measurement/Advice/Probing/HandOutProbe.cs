namespace Cluster.Coordinator.Measurement.Advice.Probing;

/// <summary>Measures what handing a chunk out takes of the worker's and of the coordinator's processor time.</summary>
/// <param name="pool">As many workers as cores.</param>
/// <param name="workers">Their number.</param>
/// <param name="input">Bytes of input per chunk; 0 for a job without arrays.</param>
internal sealed class HandOutProbe(ProbePool pool, int workers, long input)
{
    internal async Task<HandOutCosts> RunAsync(CancellationToken cancellationToken)
    {
        ProbeShape many = ProbeData.Empty(workers, input), sent = ProbeData.Long(workers, input), alone = ProbeData.OneEach(workers, input);
        await pool.WarmUpAsync(many, cancellationToken).ConfigureAwait(false);
        (Estimate coordinator, Estimate worker) = await pool.ProcessorTimeAsync(many, cancellationToken).ConfigureAwait(false);
        (Estimate coordinatorOfOne, Estimate workerOfOne) = await pool.ProcessorTimeAsync(many with { Batch = 1 }, cancellationToken).ConfigureAwait(false);
        (Estimate coordinatorOfSent, _) = await pool.ProcessorTimeAsync(sent, cancellationToken).ConfigureAwait(false);

        // Of the worker it is what a stage of a single empty chunk takes: beside a chunk that computes long enough to be sent by itself it would not show.
        (_, Estimate workerOfSent) = await pool.ProcessorTimeAsync(alone, cancellationToken).ConfigureAwait(false);
        double perChunk = 1.0 / many.Chunks;
        return new HandOutCosts(
            worker * perChunk, coordinator * perChunk,
            (workerOfSent * (1.0 / alone.Chunks)).Above(worker.Middle * perChunk), (coordinatorOfSent * (1.0 / sent.Chunks)).Above(coordinator.Middle * perChunk),
            (coordinatorOfOne + workerOfOne).Above(coordinator.Middle + worker.Middle) * perChunk);
    }
}
