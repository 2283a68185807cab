using Cluster.Coordinator.Execution;
using Cluster.Processes;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cluster.Coordinator.Reporting;

/// <summary>Real results with times that are made up, so that what is drawn of them is always the same.</summary>
internal static class SampleRuns
{
    private const long Millisecond = 1_000_000;

    internal static async Task<RunOutcome> InMode(ExecutionMode mode, double factor = 1)
    {
        var job = PreparedJob.Prepare(new RunRequest
        {
            Job = "column-sums", Workers = 2, ChunkSize = 3, Options = new Dictionary<string, object> { ["rows"] = 50L, ["columns"] = 8L },
        });
        using var store = JobArrays.Create(job, shareable: false, progress: null, default);
        RunOutcome outcome = await new JobRun(job, store, ExecutionMode.Sequential, new PoolOptions(), NullLogger.Instance).ExecuteAsync(null, default);

        // spawn … compute 90, collect 2, reduce, idle 8
        long[] ticks = [.. new long[] { 0, 0, 0, mode == ExecutionMode.Pipe ? 300 : 0, 0, 0, 90, mode.UsesProcesses() ? 2 : 0, 0, 8, 0 }.Select(value => (long)(value * Millisecond * factor))];
        var workers = Enumerable.Range(0, mode == ExecutionMode.Sequential ? 1 : 2).Select(id => new WorkerAccount(id, 4000 + id, 2, ticks, ticks.Sum())).ToList();
        var bytes = mode switch
        {
            ExecutionMode.Pipe => new ByteCounts(3_000_000, 4_000, 0, 3_000_000),
            ExecutionMode.Shared => new ByteCounts(400, 4_000, 3_000_000, 0),
            _ => ByteCounts.None,
        };
        Repetition repetition = outcome.Repetitions[0] with
        {
            Time = TimeSpan.FromMilliseconds(100 * factor), ReduceTicks = Millisecond / 4, Account = new RepetitionAccount(workers, bytes, 3, 0),
        };
        return outcome with
        {
            Mode = mode,
            Repetitions = [repetition, repetition with { Time = repetition.Time * 1.2 }, repetition with { Time = repetition.Time * 0.9 }],
            Spawn = TimeSpan.FromMilliseconds(mode.UsesProcesses() ? 45 : 0),
            Publish = TimeSpan.FromMilliseconds(1234),
            Map = TimeSpan.FromMilliseconds(mode == ExecutionMode.Shared ? 4.5 : 0),
            Teardown = TimeSpan.FromMilliseconds(0.25),
            Coordinator = new ProcessMemory(4711, 50 << 20, 40 << 20),
            WorkerMemory = mode.UsesProcesses() ? [new(4000, 30 << 20, 12 << 20), new(4001, 30 << 20, 13 << 20)] : [],
        };
    }

    internal static async Task<Comparison> Compared() => Comparison.Of(
    [
        await InMode(ExecutionMode.Sequential), await InMode(ExecutionMode.Threads, 0.5),
        await InMode(ExecutionMode.Pipe, 8.4), await InMode(ExecutionMode.Shared, 0.52),
    ]);
}
