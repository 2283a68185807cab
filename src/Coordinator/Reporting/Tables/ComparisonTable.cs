using Cluster.Coordinator.Execution;
using Cluster.Coordinator.Reporting.Wording;
using Cluster.Diagnostics;
using Cluster.Jobs;
using Spectre.Console;

namespace Cluster.Coordinator.Reporting.Tables;

/// <summary>A comparison for people.</summary>
internal static class ComparisonTable
{
    private const string None = "-";

    internal static void Write(IAnsiConsole console, Comparison comparison)
    {
        RunOutcome first = comparison.Outcomes[0];
        string repetitions = Units.Count(first.Repetitions.Count, "repetition");
        var text = new PlainText(console.Profile.Out.Writer, console.Profile.Width);
        text.Rows(
        [
            ("job", first.Job.Definition.Name),
            ("input", first.Job.InputDescription),
            ("work", $"{Units.Count(first.Job.Plan.Count, "chunk")}, {repetitions} after {WarmingUp(first.Job.Request)} to warm up{Lifetime(first.Job.Request)}"),
        ]);
        Modes(comparison).Write(console);
        Phases(comparison).Write(console);
        if (first.Result.Fields.Any(static field => field.IsMeasured)) Measured(comparison).Write(console);
        foreach (string line in Conclusion.Of(comparison)) text.Paragraph(line);
    }

    private static Grid Modes(Comparison comparison)
    {
        var grid = new Grid("mode", ["workers", "median", "min", "max", "speedup", "efficiency", "overhead", "moved", "shared", "memory"]);
        foreach (ComparisonRow row in comparison.Rows)
        {
            RunOutcome outcome = row.Outcome;
            ByteCounts bytes = outcome.Middle.Account.Bytes;
            grid.Add(outcome.Mode.Word(),
            [
                $"{outcome.Workers}", Units.Time(outcome.Median), Units.Time(outcome.Minimum), Units.Time(outcome.Maximum),
                row.Speedup is { } speedup ? Units.Factor(speedup) : None,
                row.Efficiency is { } efficiency ? Units.Percent(efficiency) : None,
                Units.Percent(row.OverheadShare),
                outcome.Mode.UsesProcesses() ? Units.Bytes(bytes.ToWorkers + bytes.FromWorkers) : None,
                outcome.Mode.UsesProcesses() ? Units.Bytes(bytes.Shared) : None,
                outcome.Mode.UsesProcesses() && outcome.WorkerMemory.Count == 0 ? None : Units.Bytes(outcome.Coordinator.Proportional + outcome.WorkerMemory.Sum(one => one.Proportional)),
            ]);
        }

        return grid;
    }

    private static Grid Phases(Comparison comparison)
    {
        bool Occurs(Phase phase) => comparison.Outcomes.Any(outcome => PhaseTimes.Of(outcome, phase) > TimeSpan.Zero);
        Phase[] occurring = [.. PhaseTimes.All.Where(Occurs)];
        var grid = new Grid("phases", [.. occurring.Select(static phase => phase.Word())]);
        foreach (RunOutcome outcome in comparison.Outcomes)
            grid.Add(outcome.Mode.Word(), [.. occurring.Select(phase => Cell(PhaseTimes.Of(outcome, phase)))]);
        return grid;
    }

    // What may differ although the results are identical.
    private static Grid Measured(Comparison comparison)
    {
        static ResultField[] Of(RunOutcome outcome) => [.. outcome.Result.Fields.Where(static field => field.IsMeasured)];
        var grid = new Grid("measured", [.. Of(comparison.Outcomes[0]).Select(static field => field.Name)]);
        foreach (RunOutcome outcome in comparison.Outcomes)
            grid.Add(outcome.Mode.Word(), [.. Of(outcome).Select(static field => ResultText.Of(field.Value))]);
        return grid;
    }

    private static string Cell(TimeSpan time) => time > TimeSpan.Zero ? Units.Time(time) : None;

    private static string Lifetime(RunRequest request) =>
        request.Lifetime == WorkerLifetime.Pool ? "" : $", lifetime {Words.Of(request.Lifetime)}";

    private static string WarmingUp(RunRequest request) => request.WarmupTime > TimeSpan.Zero ? Units.Time(request.WarmupTime) : $"{request.Warmup}";
}
