using Cluster.Coordinator.Cli.Verbs;
using Cluster.Coordinator.Execution;
using Cluster.Processes;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cluster.Coordinator.Checkpoints;

/// <summary>
/// Small runs in this process whose checkpoint stays, as after a kill at the very end: every beginning of it is what an earlier kill leaves.
/// </summary>
internal static class KeptRuns
{
    /// <summary>Jobs with one stage, with several, with an output array and without.</summary>
    internal static RunRequest Request(string job) => job switch
    {
        "monte-carlo-pi" => Of(job, null, ("samples", 1000L), ("tasks", 5L)),
        "gaussian-mixture" => Of(job, 20, ("points", 57L), ("dimensions", 2L), ("components", 2L), ("iterations", 3L)),
        "distance-matrix" => Of(job, 4, ("points", 11L), ("dimensions", 2L)),
        _ => Of(job, null),
    };

    /// <summary>Runs it with what the folder has, and leaves there what there is in the end.</summary>
    internal static async Task<(RunOutcome Outcome, IReadOnlyList<string> Warnings)> RunAsync(
        RunRequest request, string folder, ExecutionMode mode = ExecutionMode.Sequential)
    {
        var warnings = new List<string>();
        using PreparedJob job = PreparedJob.Prepare(request);
        using CheckpointFile? file = KeptRun.Open(job, folder, CancellationToken.None);
        using var store = JobArrays.Create(job, shareable: false, null, CancellationToken.None);
        using Checkpoint? checkpoint = KeptRun.Continue(file, job, store, warnings.Add);
        var run = new JobRun(job, store, mode, new PoolOptions(), NullLogger.Instance) { Checkpoint = checkpoint };
        return (await run.ExecuteAsync(null, CancellationToken.None), warnings);
    }

    /// <summary>What it yields without any checkpoint.</summary>
    internal static async Task<string> DigestAsync(RunRequest request)
    {
        using PreparedJob job = PreparedJob.Prepare(request);
        using var store = JobArrays.Create(job, shareable: false, null, CancellationToken.None);
        var run = new JobRun(job, store, ExecutionMode.Sequential, new PoolOptions(), NullLogger.Instance);
        return (await run.ExecuteAsync(null, CancellationToken.None)).Digest;
    }

    /// <summary>Chunks that the run computed itself.</summary>
    internal static long Computed(RunOutcome outcome) => outcome.Middle.Account.Workers.Sum(static worker => worker.Chunks);

    private static RunRequest Of(string job, long? chunkSize, params (string Name, object Value)[] options) => new()
    {
        Job = job, ChunkSize = chunkSize, Workers = 3,
        Options = options.ToDictionary(static option => option.Name, static option => option.Value),
    };
}
