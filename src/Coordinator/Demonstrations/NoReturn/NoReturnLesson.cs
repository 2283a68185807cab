using Cluster.Coordinator.Reporting.Demonstrations;
using Cluster.Jobs;

namespace Cluster.Coordinator.Demonstrations.NoReturn;

/// <summary>What the counters and the matrices mean.</summary>
/// <param name="here">Counted in one process.</param>
/// <param name="apart">Counted on several workers.</param>
/// <param name="own">Filled by workers in their own memory.</param>
/// <param name="shared">Filled by workers in memory that all have mapped.</param>
internal sealed class NoReturnLesson(Counted here, Counted apart, Filled own, Filled shared)
{
    private const int Tasks = NoReturnDemonstration.Tasks;
    private const int Points = NoReturnDemonstration.Points;
    private const int Workers = NoReturnDemonstration.FillingWorkers;

    internal Lesson Tell() => new()
    {
        Mistake = [Counter(), Matrix(), Borders()],
        Diagnosis =
            $"In one process {Tasks} tasks count to {here.Values.Coordinator}; on {NoReturnDemonstration.CountingWorkers} worker " +
            $"processes the same code leaves the coordinator's counter at {apart.Values.Coordinator}, and of {own.Values.Expected} " +
            $"cells {own.Values.Coordinator} are filled. Every process has its own memory: a worker changes its own copy of a " +
            "variable, which is gone when it ends. Nothing fails and nothing is reported.",
        Detection =
            "Each worker's own value was reported beside the coordinator's. The counters of the workers add up to " +
            $"{apart.Values.InWorkers}, their filled cells to {own.Values.InWorkers}: exactly what is missing in the coordinator. So " +
            "the work was done, and stayed where it was done.",
        Cure =
            "Return what was computed and let the coordinator combine it (map and reduce: a job's partials), or write large results " +
            "in place into memory that was shared before (a job's output). And wait before you look: when the start of the counting " +
            $"run returned, the run was {(apart.FinishedAtStart ? "finished" : "not finished")}.",
        Cured = [Cured()],
        IsShown = apart.Values.IsLostInCopies && own.Values.IsLostInCopies
            && apart.Returned == Tasks && shared.Values.Coordinator == shared.Values.Expected,
    };

    private FactGroup Counter() => new(
        "counter", $"A global counter, incremented by {Tasks} tasks",
        [
            Fact.Number("expected", "expected", apart.Values.Expected),
            Fact.Number("inOneProcess", "in one process", here.Values.Coordinator),
            Fact.Number("coordinator", $"in the coordinator of {NoReturnDemonstration.CountingWorkers} workers", apart.Values.Coordinator),
            Fact.Number("inWorkers", "in the workers, together", apart.Values.InWorkers),
        ],
        Table(apart.Values, "counter"));

    private FactGroup Matrix() => new(
        "matrix", $"A matrix of {Points} x {Points} distances, filled by {Workers} workers, each in its own memory",
        [
            Fact.Number("expected", "cells to be filled", own.Values.Expected),
            Fact.Number("coordinator", "filled in the coordinator", own.Values.Coordinator),
            Fact.Number("inWorkers", "filled in the workers, together", own.Values.InWorkers),
            Fact.Number("sumInWorkers", "sum of those", own.Sum),
        ],
        Table(own.Values, "filled"));

    private static FactTable Table(OwnValues values, string name) => new("workers", [.. values.Workers.Select(worker => (Fact[])
        [Fact.Number("process", "worker's pid", worker.ProcessId), Fact.Number(name, name, worker.Value)])]);

    // Asked of the class that cuts every job's input.
    private static FactGroup Borders() => new(
        "borders", $"The document's cut of n rows among {Workers}, n // {Workers} each, against n / {Workers} rounded up",
        [],
        new FactTable("cuts", [.. new[] { Points, Workers - 1 }.Select(static rows => (Fact[])
        [
            Fact.Number("rows", "rows", rows),
            Fact.Number("roundedDown", "rows each", rows / Workers),
            Fact.Number("chunksRoundedDown", "chunks", Chunks(rows, rows / Workers)),
            Fact.Number("roundedUp", "rounded up", NoReturnDemonstration.RowsRoundedUp(rows)),
            Fact.Number("chunksRoundedUp", "chunks", Chunks(rows, NoReturnDemonstration.RowsRoundedUp(rows))),
        ])]));

    // A step of 0 rows never gets anywhere, and is refused.
    private static long Chunks(int rows, int each) => each < 1 ? 0 : ChunkPlan.Contiguous(rows, each).Count;

    private FactGroup Cured() => new(
        "cured", "The same work, returned and shared",
        [
            Fact.Truth("finishedWhenStarted", "counting was finished when its start returned", apart.FinishedAtStart),
            Fact.Number("returned", "tasks counted by adding up what they returned", apart.Returned),
            Fact.Number("filled", "cells of the coordinator's matrix, filled in place", shared.Values.Coordinator),
            Fact.Number("sum", "their sum", shared.Sum),
            Difference(),
        ]);

    private Fact Difference()
    {
        double relative = Math.Abs((shared.Sum - own.Sum) / own.Sum);
        string text = relative == 0 ? "none" : $"{relative:0.0e+0}";
        return new Fact("relativeDifference", "relative difference from the sum in the workers' copies", relative, text);
    }
}
