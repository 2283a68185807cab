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
    internal const int Tasks = 10;
    internal const int CountingWorkers = 4;
    internal const int Points = 700;
    internal const int FillingWorkers = 8;
    private const int Dimensions = 100;

    // Of a point to itself the distance is 0.
    private const long CellsToFill = (long)Points * (Points - 1);

    public string Name => "no-return";

    public string Title => "results that stay in the worker";

    public string Source =>
        "Multi-Core Parallelism, a global counter after ten processes incremented it: 0; Embarrassingly Parallel Computations, a " +
        "matrix D for 700 points that eight processes fill: \"it is never sent back\"";

    public int Steps => 4;

    public async Task<Lesson> RunAsync(DemonstrationRuns runs)
    {
        runs.Begin("ten tasks count in this process");
        Counted here = await CountAsync(runs, ExecutionMode.Sequential).ConfigureAwait(false);

        runs.Begin($"ten tasks count on {CountingWorkers} workers");
        Counted apart = await CountAsync(runs, ExecutionMode.Shared).ConfigureAwait(false);

        runs.Begin($"{FillingWorkers} workers fill a matrix of their own");
        Filled own = await FillAsync(runs, new OwnCopyDefinition(), Points / FillingWorkers, LookAtOwnCopy).ConfigureAwait(false);

        runs.Begin($"{FillingWorkers} workers fill a matrix in shared memory");
        Filled shared = await FillAsync(runs, new DistanceMatrixDefinition(), RowsRoundedUp(Points), LookAtOutput).ConfigureAwait(false);
        return new NoReturnLesson(here, apart, own, shared).Tell();
    }

    /// <summary>Rows for each worker, so that none is left over.</summary>
    internal static int RowsRoundedUp(int points) => (points + FillingWorkers - 1) / FillingWorkers;

    // Static, so that every worker has something to do.
    private static async Task<Counted> CountAsync(DemonstrationRuns runs, ExecutionMode mode)
    {
        GlobalCounter.Value = 0;
        var definition = new CountTasksDefinition();
        Task<RunOutcome> run = runs.RunAsync(definition, new RunRequest
        {
            Job = definition.Name,
            Options = new Dictionary<string, object> { ["tasks"] = (long)Tasks },
            Workers = CountingWorkers,
            Schedule = Schedule.Static,
        }, mode);
        bool finishedAtStart = run.IsCompleted;
        JobResult result = (await run.ConfigureAwait(false)).Result;
        (long[] processes, long[] counters) = (result.Value<long[]>("processes"), result.Value<long[]>("counters"));
        if (!mode.UsesProcesses()) (processes, counters) = ([], []);
        var values = OwnValues.OfCounters(Tasks, GlobalCounter.Value, processes, counters);
        return new Counted(values, result.Value<long>("returned"), finishedAtStart);
    }

    private static Task<Filled> FillAsync(
        DemonstrationRuns runs, IJobDefinition definition, int rows, Func<RunOutcome, IJob, JobArrays, Filled> look) =>
        runs.RunAsync(definition, new RunRequest
        {
            Job = definition.Name,
            Options = new Dictionary<string, object> { ["points"] = (long)Points, ["dimensions"] = (long)Dimensions },
            Workers = FillingWorkers,
            Schedule = Schedule.Static,
            ChunkSize = rows,
        }, ExecutionMode.Shared, look);

    // The coordinator has an instance of the job as well, and that one a matrix.
    private static Filled LookAtOwnCopy(RunOutcome outcome, IJob job, JobArrays arrays)
    {
        JobResult result = outcome.Result;
        (long[] processes, long[] filled) = (result.Value<long[]>("processes"), result.Value<long[]>("filled"));
        long here = NotZero(((OwnCopyJob)job).Matrix);
        return new Filled(OwnValues.OfParts(CellsToFill, here, processes, filled), result.Value<double>("sum"));
    }

    private static Filled LookAtOutput(RunOutcome outcome, IJob job, JobArrays arrays)
    {
        StoredOutput output = arrays.Output!;
        ReadOnlySpan<double> cells = MemoryMarshal.Cast<byte, double>(output.Memory.Span(0, (int)output.Layout.ByteLength));
        return new Filled(new OwnValues(CellsToFill, NotZero(cells), []), outcome.Result.Value<double>("sum"));
    }

    private static long NotZero(ReadOnlySpan<double> cells) => cells.Length - cells.Count(0);
}
