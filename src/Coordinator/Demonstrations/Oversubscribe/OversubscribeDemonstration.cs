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
    /// <summary>Points of the matrices that processes and threads share.</summary>
    internal const long Points = 300;

    internal const long Matrices = 16;

    /// <summary>
    /// Points of the matrix that has a thread for each cell: 2,500, where the document has 90,000. A machine may refuse those.
    /// </summary>
    internal const long PointsByCell = 50;

    /// <summary>Threads of that matrix that are alive at the same time.</summary>
    internal const long AtATime = 64;

    // The documents' number of workers; more only where a machine has more cores, and not so many that they are a burden to it.
    private const int FewestProcesses = 4;
    private const int MostProcesses = 16;

    public string Name => "oversubscribe";

    public string Title => "more threads than processors";

    public string Source =>
        "Parallel Programming with NumPy and SciPy, threads of a BLAS under several processes; Embarrassingly Parallel Computations, " +
        "a thread for each cell of a distance matrix of 300 points: 7.89 s against 1.43 s without threads (its text counts 22,500 " +
        "threads, 300 x 300 are 90,000)";

    public int Steps => 6;

    private static int Cores => Environment.ProcessorCount;

    private static int Processes => Math.Clamp(Cores, FewestProcesses, MostProcesses);

    // As many as processes, the mistake as it is made; more on a machine that has cores for all of those.
    private static int Threads => Math.Clamp(2 * Cores / Processes, Processes, (int)AtATime);

    public async Task<Lesson> RunAsync(DemonstrationRuns runs)
    {
        ThreadLoad fitting = await TeamsAsync(runs, Math.Min(Cores, MostProcesses), threads: 1).ConfigureAwait(false);
        ThreadLoad capped = await TeamsAsync(runs, Processes, threads: 1).ConfigureAwait(false);
        ThreadLoad multiplied = await TeamsAsync(runs, Processes, Threads).ConfigureAwait(false);

        ThreadLoad whole = await SmallAsync(runs, TeamsDefinition.Team, threads: 1).ConfigureAwait(false);
        ThreadLoad byRow = await SmallAsync(runs, TeamsDefinition.Row, AtATime).ConfigureAwait(false);
        ThreadLoad byCell = await SmallAsync(runs, TeamsDefinition.Cell, AtATime).ConfigureAwait(false);
        return new OversubscribeLesson(Cores, fitting, capped, multiplied, whole, byRow, byCell).Tell();
    }

    private static Task<ThreadLoad> TeamsAsync(DemonstrationRuns runs, int processes, int threads)
    {
        runs.Begin($"{Units.Count(processes, "process", "processes")} with {Units.Count(threads, "thread")} each");
        return MeasureAsync(runs, processes, TeamsDefinition.Team, threads, Points, Matrices);
    }

    private static Task<ThreadLoad> SmallAsync(DemonstrationRuns runs, string division, long threads)
    {
        runs.Begin(threads == 1 ? "one thread for all cells" : $"a thread per {division}");
        return MeasureAsync(runs, processes: 1, division, threads, PointsByCell, matrices: 1);
    }

    // Static: the same number of matrices for each process. The repetition in the middle counts; the first compiles.
    private static async Task<ThreadLoad> MeasureAsync(
        DemonstrationRuns runs, int processes, string division, long threads, long points, long matrices)
    {
        var definition = new TeamsDefinition();
        RunOutcome outcome = await runs.RunAsync(definition, new RunRequest
        {
            Job = definition.Name,
            Options = new Dictionary<string, object>
            {
                ["points"] = points, ["matrices"] = matrices, ["division"] = division, ["threads"] = threads,
            },
            Workers = processes,
            Schedule = Schedule.Static,
            Warmup = 1,
            Repeat = 3,
        }, ExecutionMode.Shared).ConfigureAwait(false);
        JobResult result = outcome.Middle.Result;
        return new ThreadLoad(
            (int)result.Value<long>("processes"), (int)threads, result.Value<long>("threads"), Seconds(result, "wallSeconds"),
            Seconds(result, "userSeconds"), Seconds(result, "systemSeconds"),
            result.Value<long>("voluntary"), result.Value<long>("involuntary"), outcome.Digest);
    }

    private static TimeSpan Seconds(JobResult result, string name) => TimeSpan.FromSeconds(result.Value<double>(name));
}
