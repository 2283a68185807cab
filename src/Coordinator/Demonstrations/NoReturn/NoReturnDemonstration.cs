using System.Diagnostics;
using System.Runtime.InteropServices;
using Cluster.Coordinator.Execution;
using Cluster.Coordinator.Reporting.Demonstrations;
using Cluster.Coordinator.Scheduling;
using Cluster.Demonstrations.NoReturn;
using Cluster.Jobs;
using Cluster.Workloads.DistanceMatrix;

namespace Cluster.Coordinator.Demonstrations.NoReturn;

/// <summary><c>no-return</c>: what a worker process changes in its own memory, nobody else sees.</summary>
internal sealed class NoReturnDemonstration : IDemonstration
{
    private const int Tasks = 10;
    private const int CountingWorkers = 4;
    private const int Points = 700;
    private const int Dimensions = 100;
    private const int FillingWorkers = 8;

    public string Name => "no-return";

    public string Title => "results that stay in the worker";

    public string Source =>
        "Multi-Core Parallelism, a global counter after ten processes incremented it: 0; Embarrassingly Parallel Computations, a matrix D for 700 points that eight " +
        "processes fill: \"it is never sent back\"";

    public int Steps => 4;

    public async Task<DemonstrationReport> RunAsync(DemonstrationRuns runs)
    {
        long begin = Stopwatch.GetTimestamp();
        runs.Begin("ten tasks count in this process");
        Counted here = await CountAsync(runs, ExecutionMode.Sequential).ConfigureAwait(false);

        runs.Begin($"ten tasks count on {CountingWorkers} workers");
        Counted apart = await CountAsync(runs, ExecutionMode.Shared).ConfigureAwait(false);

        runs.Begin($"{FillingWorkers} workers fill a matrix of their own");
        Filled own = await FillOwnAsync(runs).ConfigureAwait(false);

        runs.Begin($"{FillingWorkers} workers fill a matrix in shared memory");
        Filled shared = await FillSharedAsync(runs).ConfigureAwait(false);

        bool isCured = apart.Returned == Tasks && shared.Values.Coordinator == shared.Values.Expected;
        return new DemonstrationReport
        {
            Name = Name,
            Title = Title,
            Source = Source,
            Mistake = [Counter(here, apart), Matrix(own), Borders()],
            Diagnosis = Diagnose(here, apart, own),
            Detection = Detect(apart, own),
            Cure =
                "Return what was computed and let the coordinator combine it (map and reduce: a job's partials), or write large results in place into memory that was shared before " +
                "(a job's output). And wait before you look: when the start of the counting run returned, the run was " +
                $"{(apart.FinishedAtStart ? "finished" : "not finished")}.",
            Cured = [Cured(apart, own, shared)],
            IsShown = apart.Values.IsLostInCopies && own.Values.IsLostInCopies && isCured,
            Time = Stopwatch.GetElapsedTime(begin),
        };
    }

    // Static, so that every worker has something to do.
    private static async Task<Counted> CountAsync(DemonstrationRuns runs, ExecutionMode mode)
    {
        GlobalCounter.Value = 0;
        var definition = new CountTasksDefinition();
        Task<RunOutcome> run = runs.RunAsync(definition, new RunRequest
        {
            Job = definition.Name, Options = new Dictionary<string, object> { ["tasks"] = (long)Tasks }, Workers = CountingWorkers, Schedule = Schedule.Static,
        }, mode);
        bool finishedAtStart = run.IsCompleted;
        JobResult result = (await run.ConfigureAwait(false)).Result;
        (long[] processes, long[] counters) = mode.UsesProcesses() ? (result.Value<long[]>("processes"), result.Value<long[]>("counters")) : ([], []);
        return new Counted(OwnValues.OfCounters(Tasks, GlobalCounter.Value, processes, counters), result.Value<long>("returned"), finishedAtStart);
    }

    private static Task<Filled> FillOwnAsync(DemonstrationRuns runs) =>
        FillAsync(runs, new OwnCopyDefinition(), Points / FillingWorkers, static (outcome, job, _) => new Filled(
            OwnValues.OfParts(
                CellsToFill, NotZero(((OwnCopyJob)job).Matrix), outcome.Result.Value<long[]>("processes"), outcome.Result.Value<long[]>("filled")),
            outcome.Result.Value<double>("sum")));

    private static Task<Filled> FillSharedAsync(DemonstrationRuns runs) =>
        FillAsync(runs, new DistanceMatrixDefinition(), RowsPerWorker(Points), static (outcome, _, store) => new Filled(
            new OwnValues(CellsToFill, NotZero(MemoryMarshal.Cast<byte, double>(store.Output!.Memory.Span(0, (int)store.Output.Layout.ByteLength))), []),
            outcome.Result.Value<double>("sum")));

    private static Task<Filled> FillAsync(DemonstrationRuns runs, IJobDefinition definition, int rows, Func<RunOutcome, IJob, JobArrays, Filled> look) =>
        runs.RunAsync(definition, new RunRequest
        {
            Job = definition.Name,
            Options = new Dictionary<string, object> { ["points"] = (long)Points, ["dimensions"] = (long)Dimensions },
            Workers = FillingWorkers,
            Schedule = Schedule.Static,
            ChunkSize = rows,
        }, ExecutionMode.Shared, look);

    // Of a point to itself the distance is 0.
    private const long CellsToFill = (long)Points * (Points - 1);

    private static long NotZero(ReadOnlySpan<double> cells) => cells.Length - cells.Count(0);

    private static int RowsPerWorker(int points) => (points + FillingWorkers - 1) / FillingWorkers;

    private static FactGroup Counter(Counted here, Counted apart) => new(
        "counter", $"A global counter, incremented by {Tasks} tasks",
        [
            Fact.Number("expected", "expected", apart.Values.Expected),
            Fact.Number("inOneProcess", "in one process", here.Values.Coordinator),
            Fact.Number("coordinator", $"in the coordinator of {CountingWorkers} workers", apart.Values.Coordinator),
            Fact.Number("inWorkers", "in the workers, together", apart.Values.InWorkers),
        ],
        Table(apart.Values, "counter"));

    private static FactGroup Matrix(Filled own) => new(
        "matrix", $"A matrix of {Points} x {Points} distances, filled by {FillingWorkers} workers, each in its own memory",
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
        "borders", "The document's cut of the rows among eight, n // 8 each (no chunks: refused), against n / 8 rounded up",
        [],
        new FactTable("cuts", [.. new[] { Points, FillingWorkers - 1 }.Select(static rows => (Fact[])
        [
            Fact.Number("rows", "rows", rows),
            Fact.Number("roundedDown", "rows each", rows / FillingWorkers),
            Fact.Number("chunksRoundedDown", "chunks", Chunks(rows, rows / FillingWorkers)),
            Fact.Number("roundedUp", "rows each, rounded up", RowsPerWorker(rows)),
            Fact.Number("chunksRoundedUp", "chunks, rounded up", Chunks(rows, RowsPerWorker(rows))),
        ])]));

    private static long Chunks(int rows, int each) => each < 1 ? 0 : ChunkPlan.Contiguous(rows, each).Count;

    private static string Diagnose(Counted here, Counted apart, Filled own) =>
        $"In one process {Tasks} tasks count to {here.Values.Coordinator}; on {CountingWorkers} worker processes the same code leaves the coordinator's counter at " +
        $"{apart.Values.Coordinator}, and of {own.Values.Expected} cells {own.Values.Coordinator} are filled. Every process has its own memory: a worker changes " +
        "its own copy of a variable, which is gone when it ends. Nothing fails and nothing is reported.";

    private static string Detect(Counted apart, Filled own) =>
        $"Each worker's own value was reported beside the coordinator's. The counters of the workers add up to {apart.Values.InWorkers}, their filled cells to " +
        $"{own.Values.InWorkers}: exactly what is missing in the coordinator. So the work was done, and stayed where it was done.";

    private static FactGroup Cured(Counted apart, Filled own, Filled shared) => new(
        "cured", "The same work, returned and shared",
        [
            new Fact("finishedWhenStarted", "counting was finished when its start returned", apart.FinishedAtStart, apart.FinishedAtStart ? "yes" : "no"),
            Fact.Number("returned", "tasks counted by adding up what they returned", apart.Returned),
            Fact.Number("filled", "cells of the coordinator's matrix, filled in place", shared.Values.Coordinator),
            Fact.Number("sum", "their sum", shared.Sum),
            Difference(own.Sum, shared.Sum),
        ]);

    private static Fact Difference(double own, double shared)
    {
        double relative = Math.Abs((shared - own) / own);
        return new Fact("relativeDifference", "relative difference from the sum in the workers' copies", relative, relative == 0 ? "none" : $"{relative:0.0e+0}");
    }

    private sealed record Counted(OwnValues Values, long Returned, bool FinishedAtStart);

    private sealed record Filled(OwnValues Values, double Sum);
}
