namespace Cluster.Coordinator.Measurement.Advice;

/// <summary>What it costs to hand a chunk to a worker process and to take its partial back, in seconds of processor time.</summary>
/// <remarks>
/// A worker gathers partials for a millisecond before it sends them, so a chunk that takes longer is sent by itself: what a sending costs then comes with
/// every chunk, and with every tenth of chunks that take a tenth of that.
/// </remarks>
/// <param name="Worker">Of the worker, per chunk.</param>
/// <param name="Coordinator">Of the coordinator, per chunk.</param>
/// <param name="WorkerSending">Of the worker, per sending.</param>
/// <param name="CoordinatorSending">Of the coordinator, per sending that it receives.</param>
/// <param name="Message">Of both, for a chunk that comes in a message of its own.</param>
internal sealed record HandOutCosts(Estimate Worker, Estimate Coordinator, Estimate WorkerSending, Estimate CoordinatorSending, Estimate Message)
{
    // As the worker has it.
    private const double SecondsBetweenSendings = 0.001;

    /// <summary>Of the worker, for a chunk that takes so long.</summary>
    internal Estimate OnWorker(double seconds) => Worker + (WorkerSending * Sendings(seconds));

    /// <summary>Of the coordinator, for a chunk that takes so long.</summary>
    internal Estimate OnCoordinator(double seconds) => Coordinator + (CoordinatorSending * Sendings(seconds));

    private static double Sendings(double seconds) => Math.Min(1, seconds / SecondsBetweenSendings);
}
