using Cluster.Coordinator.Execution;
using Cluster.Coordinator.Reporting.Wording;
using Cluster.Diagnostics;
using Cluster.Jobs;
using Spectre.Console;

namespace Cluster.Coordinator.Reporting.Tables;

/// <summary>One run for people.</summary>
internal static class RunTable
{
    internal static void Write(IAnsiConsole console, RunOutcome outcome)
    {
        PreparedJob job = outcome.Job;
        var lines = new List<(string, string)>
        {
            ("job", job.Definition.Name),
            ("input", job.InputDescription),
            ("mode", Mode(outcome)),
        };
        foreach (ResultField field in outcome.Result.Fields) lines.Add((field.Name, ResultText.Of(field.Value)));
        lines.Add(("digest", outcome.Digest));
        if (outcome.Checkpoint is { Resumed: > 0 } kept)
            lines.Add(("resumed", $"{kept.Resumed:N0} of {Units.Count(kept.Chunks, "chunk")} from the checkpoint"));
        lines.Add(("time", Time(outcome)));
        Costs(lines, outcome);
        new PlainText(console.Profile.Out.Writer, console.Profile.Width).Rows(lines);
        Phases(outcome, barLength: console.Profile.Width < 80 ? 10 : 20).Write(console);
        if (!outcome.IsConsistent) console.WriteLine(DiffersLine(outcome));
    }

    internal static string DiffersLine(RunOutcome outcome) =>
        $"results: DIFFER between repetitions of mode {outcome.Mode.Word()} " +
        $"({outcome.Repetitions.DistinctBy(one => one.Digest).Count()} different ones of {outcome.Repetitions.Count})";

    private static string Mode(RunOutcome outcome)
    {
        string chunks = Units.Count(outcome.Job.Plan.Count, "chunk");
        if (outcome.Mode == ExecutionMode.Sequential) return $"sequential, {chunks}";
        string workers = Units.Count(outcome.Workers, outcome.Mode == ExecutionMode.Threads ? "thread" : "worker");
        if (outcome.Ranks is { Ranks.Count: var ranks }) workers = $"{Units.Count(ranks, "rank")} with {workers}";
        string batches = $"{Units.Count(outcome.Middle.Account.Batches, "batch", "batches")}, schedule {Words.Of(outcome.Job.Request.Schedule)}";
        string codec = outcome.Mode == ExecutionMode.Pipe ? $", codec {Words.Of(outcome.Job.Request.Codec)}" : "";
        // Of mode pipe there is one way only.
        string handOut = outcome is { Mode: ExecutionMode.Shared, HandOut: { } way } ? $", hand-out {Words.Of(way)}" : "";
        return $"{outcome.Mode.Word()}, {workers}{Lifetime(outcome)}, {chunks} in {batches}{codec}{handOut}";
    }

    private static string Lifetime(RunOutcome outcome)
    {
        if (outcome.KeepsWorkers) return "";
        int starts = outcome.Middle.Account.Workers.Sum(static worker => worker.Starts);
        return $", lifetime {Words.Of(outcome.Job.Request.Lifetime)} ({starts} started)";
    }

    private static string Time(RunOutcome outcome) => outcome.Repetitions.Count == 1
        ? Units.Time(outcome.Median)
        : $"median {Units.Time(outcome.Median)}, {Units.Time(outcome.Minimum)} to {Units.Time(outcome.Maximum)}, " +
          $"{outcome.Repetitions.Count} repetitions";

    private static void Costs(List<(string, string)> lines, RunOutcome outcome)
    {
        if (outcome.Mode.UsesProcesses())
        {
            ByteCounts bytes = outcome.Middle.Account.Bytes;
            string shared = Units.Bytes(bytes.Shared);
            lines.Add(("moved", $"{Units.Bytes(bytes.ToWorkers)} to workers, {Units.Bytes(bytes.FromWorkers)} back, {shared} shared"));
            string workers = outcome.WorkerMemory.Count == 0
                ? "the workers had ended"
                : $"workers {Units.Bytes(outcome.WorkerMemory.Sum(static one => one.Proportional))} (shared pages divided)";
            lines.Add(("memory", $"coordinator {Units.Bytes(outcome.Coordinator.Resident)}, {workers}"));
        }
        else
        {
            lines.Add(("memory", Units.Bytes(outcome.Coordinator.Resident)));
        }

        if (outcome.Ranks is { } ranks) Between(lines, ranks);
        if (outcome.WorkersLost + outcome.Retries == 0) return;
        lines.Add(("faults", $"{Units.Count(outcome.WorkersLost, "worker")} lost, {Units.Count(outcome.Retries, "chunk")} given out again"));
    }

    private static void Between(List<(string, string)> lines, RankUse ranks)
    {
        IEnumerable<string> hosts = ranks.Ranks.GroupBy(static rank => rank.Host).Select(static host => $"{string.Join(", ", host.Select(static rank => rank.Rank))} on {host.Key}");
        lines.Add(("ranks", string.Join("; ", hosts)));
        lines.Add(("between", $"{Units.Bytes(ranks.BroadcastBytes)} broadcast, {Units.Bytes(ranks.ScatterBytes)} scattered, {Units.Bytes(ranks.GatherBytes)} gathered"));
        TimeSpan longest = ranks.Ranks.Max(static rank => rank.RoundTrip);
        if (longest > TimeSpan.Zero) lines.Add(("round trip", $"up to {Units.Time(longest)}"));
    }

    private static Grid Phases(RunOutcome outcome, int barLength)
    {
        var grid = new Grid("phase", ["time", "share", "", "counted"]);
        IEnumerable<Phase> repeated = PhaseTimes.All.Where(phase => !PhaseTimes.IsPaidOnce(outcome, phase));
        var wall = TimeSpan.FromTicks(repeated.Sum(phase => PhaseTimes.Of(outcome, phase).Ticks));
        foreach (Phase phase in PhaseTimes.All)
        {
            TimeSpan time = PhaseTimes.Of(outcome, phase);
            if (time == TimeSpan.Zero) continue;
            double share = wall == TimeSpan.Zero ? 0 : time / wall;
            bool once = PhaseTimes.IsPaidOnce(outcome, phase);
            string bar = once ? "" : new string('#', (int)Math.Round(share * barLength));
            string percent = once ? "" : Units.Percent(share);
            grid.Add(phase.Word(), [Units.Time(time), percent, bar.PadRight(barLength), Counted(phase, outcome)]);
        }

        foreach ((string name, TimeSpan time) in outcome.Ranks?.Phases ?? [])
            if (time > TimeSpan.Zero) grid.Add(name, [Units.Time(time), "", new string(' ', barLength), "rank 0"]);

        return grid;
    }

    private static string Counted(Phase phase, RunOutcome outcome) => phase switch
    {
        _ when PhaseTimes.IsPaidOnce(outcome, phase) => "once",
        Phase.Serialize or Phase.Reduce => "coordinator",
        _ => outcome.Mode switch { ExecutionMode.Sequential => "one thread", ExecutionMode.Threads => "all threads", _ => "all workers" },
    };
}
