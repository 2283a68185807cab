using System.Diagnostics;
using Cluster.Coordinator.Execution;
using Cluster.Coordinator.Reduction;
using Cluster.Coordinator.Scheduling;
using Cluster.DataPlane.Mapped;
using Cluster.Demonstrations.Deadlock;

namespace Cluster.Coordinator.Demonstrations.Deadlock;

/// <summary>
/// Lets philosophers dine, each in a worker process, and watches them: whoever is in a circle is ended with all the others.
/// </summary>
/// <remarks>
/// <code>
///   workers:      sit down → first fork → second fork → meal → …      in counters that are mapped by all
///   coordinator:  look, every 10 ms → detector → circle? → cancel → workers killed
/// </code>
/// </remarks>
internal sealed class DiningRoom(DemonstrationRuns runs, int seats, long meals)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(10);

    internal Task<Dinner> DineAsync(string manner)
    {
        var definition = new DiningDefinition();
        // Static: a philosopher for each worker, all at the same time.
        return runs.WatchAsync(definition, new RunRequest
        {
            Job = definition.Name,
            Options = new Dictionary<string, object> { ["seats"] = (long)seats, ["meals"] = meals, ["manner"] = manner },
            Workers = seats,
            Schedule = Schedule.Static,
        }, DineAsync);
    }

    private async Task<Dinner> DineAsync(ProcessExecutor executor, OrderedReduction reduction)
    {
        var detector = new DeadlockDetector();
        MappedCounters counters = executor.Counters ?? throw new InvalidOperationException("the table is not there");
        using var over = CancellationTokenSource.CreateLinkedTokenSource(runs.Cancelled);
        long begin = Stopwatch.GetTimestamp();
        Task dinner = executor.RunStageAsync(stage: 0, begin, ReadOnlyMemory<byte>.Empty, reduction, over.Token);
        IReadOnlyList<Wait> cycle = await WatchAsync(counters, detector, dinner).ConfigureAwait(false);
        TimeSpan time = Stopwatch.GetElapsedTime(begin);

        var table = TableSnapshot.Of(counters.Read(), seats);
        long ending = Stopwatch.GetTimestamp();
        if (cycle.Count > 0) await EndAsync(dinner, over).ConfigureAwait(false);
        else await dinner.ConfigureAwait(false);
        TimeSpan ended = Stopwatch.GetElapsedTime(ending);

        int left = cycle.Count == 0 ? 0 : table.Processes.Count(static process => Directory.Exists($"/proc/{process}"));
        if (cycle.Count > 0) return new Dinner(cycle, table, detector.Looks, time, ended, left, []);
        reduction.CompleteStage(counters.Read());
        return new Dinner(cycle, table, detector.Looks, time, TimeSpan.Zero, left, reduction.Result.Value<double[]>("waitedSeconds"));
    }

    // Until the dinner is over, in whatever way, or will never be. Counters are read while they change: each is whole, all together are
    // of different moments.
    private async Task<IReadOnlyList<Wait>> WatchAsync(MappedCounters counters, DeadlockDetector detector, Task dinner)
    {
        using var timer = new PeriodicTimer(Interval);
        while (!dinner.IsCompleted)
        {
            IReadOnlyList<Wait> cycle = detector.Look(TableSnapshot.Of(counters.Read(), seats));
            if (cycle.Count > 0) return cycle;
            await timer.WaitForNextTickAsync(CancellationToken.None).ConfigureAwait(false);
        }

        return [];
    }

    // The workers are killed and waited for: a lock in shared memory cannot be taken away from whoever has it.
    private async Task EndAsync(Task dinner, CancellationTokenSource over)
    {
        await over.CancelAsync().ConfigureAwait(false);
        try
        {
            await dinner.ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!runs.Cancelled.IsCancellationRequested)
        {
            // As it was meant to.
        }
    }
}
