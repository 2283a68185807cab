using Cluster.Coordinator.Reporting.Demonstrations;
using Cluster.Coordinator.Reporting.Wording;

namespace Cluster.Coordinator.Demonstrations.Oversubscribe;

/// <summary>What the loads mean.</summary>
/// <param name="cores">Of the machine.</param>
/// <param name="fitting">A process with one thread per core.</param>
/// <param name="capped">More processes, with one thread each.</param>
/// <param name="multiplied">As many processes, with several threads each.</param>
/// <param name="whole">A small matrix on one thread.</param>
/// <param name="byRow">The same with a thread per row.</param>
/// <param name="byCell">The same with a thread per cell.</param>
internal sealed class OversubscribeLesson(
    int cores, ThreadLoad fitting, ThreadLoad capped, ThreadLoad multiplied, ThreadLoad whole, ThreadLoad byRow, ThreadLoad byCell)
{
    private const long Cells = OversubscribeDemonstration.PointsByCell * OversubscribeDemonstration.PointsByCell;
    private const long CellsOfTheDocument = 300 * 300;

    private bool IsSame =>
        new[] { capped, multiplied }.All(load => load.Digest == fitting.Digest) && new[] { byRow, byCell }.All(load => load.Digest == whole.Digest);

    internal Lesson Tell() => new()
    {
        Mistake = [Levels(), Grain()],
        Diagnosis =
            $"{multiplied.Processes} processes started {multiplied.ThreadsEach} threads each: {multiplied.Runnable} threads for " +
            $"{Units.Count(cores, "core")}. The same results took {Units.Time(multiplied.Busy)} of processor time instead of " +
            $"{Units.Time(fitting.Busy)} (wall time {Units.Time(multiplied.Wall)} against {Units.Time(fitting.Wall)}): a thread that " +
            "has reached the end of a row waits for one that has no core. A thread per cell is the same mistake in the small: " +
            $"{byCell.Started} threads, {Units.Time(byCell.Wall)} instead of {Units.Time(whole.Wall)}, because starting a thread takes " +
            "longer than computing a cell.",
        Detection =
            $"{multiplied.Runnable} threads wanted {Units.Count(cores, "core")}. Each process counted its context switches " +
            $"(getrusage): {multiplied.Switches} instead of {fitting.Switches} for the same results, {multiplied.Involuntary} of them " +
            "of threads that could have gone on.",
        Cure =
            "One level of parallelism: either processes or threads, one for each core, and in each worker one thread. A worker here " +
            "computes on one thread, whatever the machine has; give a library's own threads the same limit (OMP_NUM_THREADS=1, " +
            "n_jobs=1). And one task for many cells: a chunk of rows, not a cell.",
        Cured = [Cured()],
        IsShown = IsSame && multiplied.IsOversubscribed(fitting, cores) && byCell.Started == Cells,
    };

    private FactGroup Levels() => new(
        "levels",
        $"{OversubscribeDemonstration.Matrices} distance matrices of {OversubscribeDemonstration.Points} points; the threads of a " +
        "process share each row and meet at its end",
        [Fact.Number("cores", "cores", cores), Fact.Truth("identical", "identical results", IsSame)],
        new FactTable("runs", [.. new[] { fitting, capped, multiplied }.Select(load =>
            Row("processes x threads", $"{load.Processes} x {load.ThreadsEach}", load, fitting))]));

    private FactGroup Grain()
    {
        TimeSpan each = byCell.Wall / byCell.Started;
        return new FactGroup(
            "grain", $"A matrix of {OversubscribeDemonstration.PointsByCell} points in one process, at most " +
            $"{OversubscribeDemonstration.AtATime} threads at a time",
            [
                Fact.Number("cells", "cells", Cells),
                Short("cell", "a cell takes on one thread", whole.Wall / Cells),
                Short("threadPerCell", "with a thread of its own", each),
                Fact.Time("documentCells", $"the document's {CellsOfTheDocument} at that rate (not run)", each * CellsOfTheDocument),
            ],
            new FactTable("runs",
            [
                Row("set-up", "one thread", whole, whole), Row("set-up", "a thread per row", byRow, whole),
                Row("set-up", "a thread per cell", byCell, whole),
            ]));
    }

    private static Fact[] Row(string heading, string setUp, ThreadLoad load, ThreadLoad baseline) =>
    [
        Fact.Word("setUp", heading, setUp),
        Fact.Number("threadsStarted", "threads started", load.Started),
        Fact.Time("wall", "wall", load.Wall),
        Fact.Ratio("relative", "relative", load.Wall / baseline.Wall),
        Fact.Time("user", "user", load.User),
        Fact.Time("system", "system", load.System),
        Fact.Number("voluntarySwitches", "waited", load.Voluntary),
        Fact.Number("involuntarySwitches", "preempted", load.Involuntary),
        Fact.Number("effectiveParallelism", "busy cores", load.EffectiveParallelism),
    ];

    private static Fact Short(string name, string label, TimeSpan time) =>
        new($"{name}Seconds", label, time.TotalSeconds, $"{Units.Digits(time.TotalMicroseconds)} µs");

    private FactGroup Cured() => new(
        "cured", "Against one thread for each core, and one for all cells",
        [
            Fact.Ratio("processorTimeRatio", "processor time of two levels", multiplied.Busy / fitting.Busy),
            Fact.Ratio("wallRatio", "wall time of two levels", multiplied.Wall / fitting.Wall),
            Fact.Ratio("cappedRatio", "wall time of as many processes with one thread each", capped.Wall / fitting.Wall),
            Fact.Ratio("cellRatio", "wall time of a thread per cell", byCell.Wall / whole.Wall),
        ]);
}
