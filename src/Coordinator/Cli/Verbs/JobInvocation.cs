using Cluster.Coordinator.Checkpoints;
using Cluster.Coordinator.Cli.Ending;
using Cluster.Coordinator.Cli.Hosting;
using Cluster.Coordinator.Cli.Options;
using Cluster.Coordinator.Execution;
using Cluster.Coordinator.Ranks;
using Cluster.Coordinator.Reporting;
using Cluster.Coordinator.Scheduling;
using Cluster.Faults;
using Cluster.Processes;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cluster.Coordinator.Cli.Verbs;

/// <summary>One call of <c>run</c> or <c>compare</c>.</summary>
/// <remarks>
/// <code>
///   settings → host (if processes) → PreparedJob → JobArrays → JobRun, mode by mode → files unchanged?
///     → output file → report → checkpoint deleted
/// </code>
/// </remarks>
internal static class JobInvocation
{
    /// <param name="settings">What to do.</param>
    /// <param name="compares">Whether in several modes.</param>
    /// <param name="terminal">Where the report goes.</param>
    /// <param name="ranks">The others that take part; null where this process is alone.</param>
    internal static Task<int> InvokeAsync(RunSettings settings, bool compares, Terminal terminal, RankLead? ranks = null)
    {
        var headway = new Headway(settings.Request.Warmup, settings.Request.Repeat);
        var call = new LongCall(terminal, settings.Timeout, settings.Quiet, () => headway.Now, headway.Describe, isRank: ranks is not null);
        return call.RunAsync((progress, interruption) => RunAsync(settings, compares, ranks, headway, progress, interruption, terminal));
    }

    private static async Task<int> RunAsync(
        RunSettings settings, bool compares, RankLead? ranks, Headway headway, ProgressLine progress, Interruption interruption, Terminal terminal)
    {
        if (ranks is not null) ranks.IsStopped = () => interruption.IsBySignal;
        OutputFile.Check(settings.Request);
        TraceFile.Check(settings.TracePath);
        await using RunHost? host = settings.UsesProcesses
            ? await RunHost.StartAsync(settings, interruption, terminal).ConfigureAwait(false)
            : null;
        PoolOptions pool = settings.Over(host?.Pool ?? new PoolOptions { Workers = settings.Request.Workers });
        ILogger log = host?.Log ?? NullLogger.Instance;

        using PreparedJob job = PreparedJob.Prepare(settings.Request with { Workers = pool.Workers });
        if (ranks is not null) await ranks.MeetAsync(job, interruption.Token).ConfigureAwait(false);
        using CheckpointFile? file = KeptRun.Open(job, settings.CheckpointFolder, interruption.Token);
        using var store = JobArrays.Create(job, settings.Modes.Contains(ExecutionMode.Shared), headway, interruption.Token, PartOf(job, settings, ranks));
        if (ranks is not null) await ranks.ReadyAsync(interruption.Token).ConfigureAwait(false);
        using Checkpoint? checkpoint = KeptRun.Continue(file, job, store, warning =>
        {
            if (!settings.Quiet) progress.Above(() => terminal.Error.WriteLine($"warning: {warning}"));
        });
        if (checkpoint is not null) headway.Keep(() => $"; {KeptRun.Describe(checkpoint)}");
        var outcomes = new List<RunOutcome>();
        foreach (ExecutionMode mode in settings.Modes)
        {
            headway.Begin(mode);
            var run = new JobRun(job, store, mode, pool, log)
            {
                Checkpoint = checkpoint,
                // One thread needs no other ranks: it is what they are compared with.
                Starter = mode == ExecutionMode.Sequential ? null : ranks?.Starter(mode, job, store, pool, log),
            };
            outcomes.Add(await ExecuteAsync(run, job, headway, interruption.Token).ConfigureAwait(false));
            headway.Finish(mode);
        }

        job.VerifyFilesUnchanged();
        OutputFile.Write(settings.Request, store, outcomes[0].Result, interruption.Token);
        TraceFile.Write(settings.TracePath, outcomes);
        progress.Dispose();
        var comparison = Comparison.Of(outcomes);
        if (compares) Report.Comparison(comparison, settings, terminal);
        else Report.Run(outcomes[0], settings, terminal);
        // Not before somebody has the result.
        checkpoint?.Complete();
        return comparison.Identical ? ExitCode.Done : ExitCode.ResultsDiffer;
    }

    // One thread by itself needs all of the input, also where there are other ranks.
    private static ChunkRange? PartOf(PreparedJob job, RunSettings settings, RankLead? ranks) =>
        ranks is null || settings.Modes.Contains(ExecutionMode.Sequential) ? null : RankSchedule.Part(job, ranks.Roll.Workers, rank: 0);

    // A file that shrinks ends the workers that have it mapped: what they died of is in the file then, not in the loss.
    private static async Task<RunOutcome> ExecuteAsync(JobRun run, PreparedJob job, Headway headway, CancellationToken cancellationToken)
    {
        try
        {
            return await run.ExecuteAsync(headway, cancellationToken).ConfigureAwait(false);
        }
        catch (FaultException)
        {
            job.VerifyFilesUnchanged();
            throw;
        }
    }
}
