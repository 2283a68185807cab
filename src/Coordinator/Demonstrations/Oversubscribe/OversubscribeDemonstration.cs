using System.Diagnostics;
using Cluster.Coordinator.Execution;
using Cluster.Coordinator.Reporting.Demonstrations;
using Cluster.Coordinator.Reporting.Wording;
using Cluster.Coordinator.Scheduling;
using Cluster.Demonstrations.Oversubscribe;
using Cluster.Jobs;

namespace Cluster.Coordinator.Demonstrations.Oversubscribe;

/// <summary><c>oversubscribe</c>: processes that start threads of their own, as many as there are processors, each.</summary>
internal sealed class OversubscribeDemonstration : IDemonstration
{
    // The documents' number of workers; more only where a machine has more cores, and not so many that they are a burden to it.
    private const int FewestProcesses = 4;
    private const int MostProcesses = 16;

    private const long Points = 300;
    private const long Matrices = 16;

    // Of 90,000: a thread for each of them takes seconds here, and is refused elsewhere.
    private const long PointsByCell = 50;
    private const long AtATime = 64;
    private const long CellsOfTheDocument = 300 * 300;

    public string Name => "oversubscribe";

    public string Title => "more threads than processors";

    public string Source =>
        "Parallel Programming with NumPy and SciPy, threads of a BLAS under several processes; Embarrassingly Parallel Computations, a thread for each cell of a distance " +
        "matrix of 300 points: 7.89 s against 1.43 s without threads (its text counts 22,500 threads, 300 x 300 are 90,000)";

    public int Steps => 6;

    private static int Cores => Environment.ProcessorCount;

    private static int Processes => Math.Clamp(Cores, FewestProcesses, MostProcesses);

    // As many as processes, the mistake as it is made; more on a machine that has cores for all of those.
    private static int Threads => Math.Clamp(2 * Cores / Processes, Processes, (int)AtATime);

    public async Task<DemonstrationReport> RunAsync(DemonstrationRuns runs)
    {
        long begin = Stopwatch.GetTimestamp();
        int fitting = Math.Min(Cores, MostProcesses);
        Measured one = await MeasureAsync(runs, fitting, TeamsDefinition.Team, threads: 1, Points, Matrices).ConfigureAwait(false);
        Measured capped = await MeasureAsync(runs, Processes, TeamsDefinition.Team, threads: 1, Points, Matrices).ConfigureAwait(false);
        Measured multiplied = await MeasureAsync(runs, Processes, TeamsDefinition.Team, Threads, Points, Matrices).ConfigureAwait(false);

        Measured whole = await MeasureAsync(runs, 1, TeamsDefinition.Team, threads: 1, PointsByCell, 1).ConfigureAwait(false);
        Measured byRow = await MeasureAsync(runs, 1, TeamsDefinition.Row, AtATime, PointsByCell, 1).ConfigureAwait(false);
        Measured byCell = await MeasureAsync(runs, 1, TeamsDefinition.Cell, AtATime, PointsByCell, 1).ConfigureAwait(false);

        bool same = one.Digest == capped.Digest && one.Digest == multiplied.Digest && whole.Digest == byRow.Digest && whole.Digest == byCell.Digest;
        return new DemonstrationReport
        {
            Name = Name,
            Title = Title,
            Source = Source,
            Mistake =
            [
                new FactGroup("levels", $"{Matrices} distance matrices of {Points} points; the threads of a process share each row and meet at its end",
                    [Fact.Number("cores", "cores", Cores), new Fact("identical", "results", same, same ? "identical" : "DIFFER")],
                    Table("processes x threads", one, ($"{fitting} x 1", one), ($"{Processes} x 1", capped), ($"{Processes} x {Threads}", multiplied))),
                Grain(whole, byRow, byCell),
            ],
            Diagnosis = Diagnose(one.Load, multiplied.Load, whole.Load, byCell.Load),
            Detection =
                $"{multiplied.Load.Runnable} threads wanted {Units.Count(Cores, "core")}. Each process counted its context switches (getrusage): {multiplied.Load.Switches} " +
                $"instead of {one.Load.Switches} for the same results, {multiplied.Load.Involuntary} of them of threads that were still runnable.",
            Cure =
                "One level of parallelism: either processes or threads, one for each core, and in each worker one thread. A worker here computes on one thread, whatever the machine has; " +
                "give a library's own threads the same limit (OMP_NUM_THREADS=1, n_jobs=1). And one task for many cells: a chunk of rows, not a cell.",
            Cured =
            [
                new FactGroup("cured", "One level against two, and a chunk against a cell",
                [
                    new Fact("processorTimeRatio", "processor time of two levels", multiplied.Load.Busy / one.Load.Busy, $"{Units.Factor(multiplied.Load.Busy / one.Load.Busy)} that of one"),
                    new Fact("wallRatio", "wall time of two levels", multiplied.Load.Wall / one.Load.Wall, $"{Units.Factor(multiplied.Load.Wall / one.Load.Wall)} that of one"),
                    new Fact("cappedRatio", "wall time of as many processes with one thread each", capped.Load.Wall / one.Load.Wall, $"{Units.Factor(capped.Load.Wall / one.Load.Wall)} that of one level"),
                    new Fact("cellRatio", "wall time of a thread per cell", byCell.Load.Wall / whole.Load.Wall, $"{Units.Factor(byCell.Load.Wall / whole.Load.Wall)} that of one thread for all"),
                ]),
            ],
            IsShown = same && multiplied.Load.IsOversubscribed(one.Load, Cores) && byCell.Load.Started == PointsByCell * PointsByCell,
            Time = Stopwatch.GetElapsedTime(begin),
        };
    }

    // Static: the same number of matrices for each process. The repetition in the middle counts; the first compiles.
    private static async Task<Measured> MeasureAsync(DemonstrationRuns runs, int processes, string division, long threads, long points, long matrices)
    {
        runs.Begin($"{Units.Count(processes, "process", "processes")}, {(division == TeamsDefinition.Team ? Units.Count(threads, "thread") + " each" : $"a thread per {division}")}");
        var definition = new TeamsDefinition();
        RunOutcome outcome = await runs.RunAsync(definition, new RunRequest
        {
            Job = definition.Name,
            Options = new Dictionary<string, object> { ["points"] = points, ["matrices"] = matrices, ["division"] = division, ["threads"] = threads },
            Workers = processes,
            Schedule = Schedule.Static,
            Warmup = 1,
            Repeat = 3,
        }, ExecutionMode.Shared).ConfigureAwait(false);
        JobResult result = outcome.Middle.Result;
        var load = new ThreadLoad(
            (int)result.Value<long>("processes"), (int)threads, result.Value<long>("threads"), TimeSpan.FromSeconds(result.Value<double>("wallSeconds")),
            TimeSpan.FromSeconds(result.Value<double>("userSeconds")), TimeSpan.FromSeconds(result.Value<double>("systemSeconds")),
            result.Value<long>("voluntary"), result.Value<long>("involuntary"));
        return new Measured(load, outcome.Digest);
    }

    private static FactGroup Grain(Measured whole, Measured byRow, Measured byCell)
    {
        TimeSpan each = byCell.Load.Wall / byCell.Load.Started;
        return new FactGroup("grain", $"A matrix of {PointsByCell} points in one process, at most {AtATime} threads at a time",
            [
                Fact.Number("cells", "cells", PointsByCell * PointsByCell),
                Short("cell", "a cell takes on one thread", whole.Load.Wall / (PointsByCell * PointsByCell)),
                Short("threadPerCell", "with a thread of its own", each),
                Fact.Time("documentCells", $"for the document's {CellsOfTheDocument} cells that would be (not run)", each * CellsOfTheDocument),
            ],
            Table("set-up", whole, ("one thread", whole), ("a thread per row", byRow), ("a thread per cell", byCell)));
    }

    private static Fact Short(string name, string label, TimeSpan time) => new($"{name}Seconds", label, time.TotalSeconds, $"{Units.Digits(time.TotalMicroseconds)} µs");

    private static FactTable Table(string heading, Measured baseline, params (string Label, Measured Measured)[] rows) =>
        new("runs", [.. rows.Select(row => (Fact[])
        [
            Fact.Word("setUp", heading, row.Label),
            Fact.Number("threadsStarted", "threads started", row.Measured.Load.Started),
            Fact.Time("wall", "wall", row.Measured.Load.Wall),
            new Fact("relative", "relative", row.Measured.Load.Wall / baseline.Load.Wall, Units.Factor(row.Measured.Load.Wall / baseline.Load.Wall)),
            Fact.Time("user", "user", row.Measured.Load.User),
            Fact.Time("system", "system", row.Measured.Load.System),
            Fact.Number("voluntarySwitches", "waited", row.Measured.Load.Voluntary),
            Fact.Number("involuntarySwitches", "preempted", row.Measured.Load.Involuntary),
            Fact.Number("effectiveParallelism", "busy cores", row.Measured.Load.EffectiveParallelism),
        ])]);

    private static string Diagnose(ThreadLoad one, ThreadLoad multiplied, ThreadLoad whole, ThreadLoad byCell) =>
        $"{multiplied.Processes} processes started {multiplied.ThreadsEach} threads each: {multiplied.Runnable} threads for {Units.Count(Cores, "core")}. The same results took " +
        $"{Units.Time(multiplied.Busy)} of processor time instead of {Units.Time(one.Busy)} (wall time {Units.Time(multiplied.Wall)} against {Units.Time(one.Wall)}): a thread that has reached the " +
        $"end of a row waits for one that has no core. A thread per cell is the same mistake in the small: {byCell.Started} threads, {Units.Time(byCell.Wall)} instead of " +
        $"{Units.Time(whole.Wall)}, because starting a thread takes longer than computing a cell.";

    private sealed record Measured(ThreadLoad Load, string Digest);
}
