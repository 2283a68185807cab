using System.Diagnostics;
using Cluster.Faults;
using Cluster.Protocol.Messages;

namespace Cluster.Coordinator.Pool;

/// <summary>What the workers of a job say of a repetition, those that were recycled in it included, and what has gone through their connections.</summary>
/// <remarks>Under the job's gate, except <see cref="CollectAsync"/>.</remarks>
internal sealed class WorkerReports
{
    private readonly List<WorkerReport> _departed = [];
    private Traffic _departedTraffic;
    private long _startedAt;

    /// <summary>Forgets the reports of the repetition before.</summary>
    /// <param name="startedAt">Start of the new one, as a timestamp.</param>
    internal void BeginRepetition(long startedAt)
    {
        _startedAt = startedAt;
        _departed.Clear();
    }

    /// <summary>All traffic so far.</summary>
    /// <param name="lanes">Of the workers that are there.</param>
    internal Traffic Traffic(IEnumerable<Lane> lanes) => lanes.Aggregate(_departedTraffic, static (sum, lane) => sum + lane.Traffic);

    /// <summary>Keeps what a worker that is gone has left: its traffic, and the report that it gave if it was recycled.</summary>
    internal void Depart(Lane lane)
    {
        _departedTraffic += lane.Traffic;
        if (!lane.IsRetiring || lane.IsAccounted || lane.Report?.Task is not { IsCompletedSuccessfully: true } report) return;
        _departed.Add(Of(lane, report.Result) with { Ending = Stopwatch.GetTimestamp() - lane.ReportedAt });
    }

    /// <summary>Expects the report of every worker; a retiring one was asked when it got its last batch, maybe in the repetition before.</summary>
    /// <param name="lanes">Of the workers that are there.</param>
    /// <param name="ask">Sends the question.</param>
    internal (IReadOnlyList<WorkerReport> Departed, IReadOnlyList<(Lane Lane, Task<PhaseReport> Report)> Asked) Ask(IEnumerable<Lane> lanes, Action<Lane> ask)
    {
        var asked = new List<(Lane, Task<PhaseReport>)>();
        foreach (Lane lane in lanes)
        {
            if (!lane.IsRetiring)
            {
                asked.Add((lane, lane.ExpectReport()));
                ask(lane);
            }
            else if (!lane.IsAccounted)
            {
                asked.Add((lane, lane.Report!.Task));
                lane.IsAccounted = true;
            }
        }

        return ([.. _departed], asked);
    }

    /// <summary>Waits for those that were asked.</summary>
    internal async Task<IReadOnlyList<WorkerReport>> CollectAsync(
        IReadOnlyList<WorkerReport> departed, IReadOnlyList<(Lane Lane, Task<PhaseReport> Report)> asked, CancellationToken cancellationToken)
    {
        List<WorkerReport> reports = [.. departed];
        foreach ((Lane lane, Task<PhaseReport> report) in asked)
        {
            try
            {
                reports.Add(Of(lane, await report.WaitAsync(cancellationToken).ConfigureAwait(false)));
            }
            catch (FaultException)
            {
                // Lost since the stage ended; there is nothing left to report.
            }
        }

        return reports;
    }

    private WorkerReport Of(Lane lane, PhaseReport phases) => new(lane.Link.Id, lane.Link.ProcessId, lane.Link.LaunchedAt >= _startedAt, phases)
    {
        Slices = lane.Slices, SlicesDropped = lane.SlicesDropped, Encoding = lane.Inline?.Recorder?.Take() ?? [],
    };
}
