using Cluster.Coordinator.Execution;

namespace Cluster.Coordinator.Measurement.Advice;

/// <summary>How many chunks a message should have.</summary>
/// <param name="Batch">Chunks; null to leave it to the schedule.</param>
/// <param name="Seconds">Of a repetition with that.</param>
/// <param name="Largest">The most chunks per message that cost no more than a hundredth; above that workers wait for each other at the end.</param>
internal sealed record BatchChoice(int? Batch, double Seconds, int Largest)
{
    // Less than that is not worth an option on the command line.
    private const double Worth = 0.97;
    private const double Harmless = 1.01;

    /// <summary>Null where nothing is handed out.</summary>
    internal static BatchChoice? Of(TimeModel model, Forecast chosen, JobWork work, ChunkCosts chunk)
    {
        if (chosen.Mode == ExecutionMode.Sequential || work.Chunks == 0) return null;
        double bySchedule = chosen.Warm.Middle;
        (int? best, double least, int largest) = (null, bySchedule, 1);
        int share = (work.Chunks + chosen.Workers - 1) / chosen.Workers;
        for (int batch = 1; ; batch = Math.Min(share, batch * 2))
        {
            double seconds = model.Predict(chosen.Mode, chosen.Workers, work, chunk, batch).Warm.Middle;
            if (seconds < least * Worth) (best, least) = (batch, seconds);
            if (seconds <= bySchedule * Harmless) largest = batch;
            if (batch >= share) break;
        }

        return new BatchChoice(best, least, largest);
    }
}
