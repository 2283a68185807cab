using Cluster.Coordinator.Cli.Ending;
using Cluster.Coordinator.Cli.Hosting;
using Cluster.Coordinator.Cli.Options;
using Cluster.Coordinator.Execution;
using Cluster.Coordinator.Reporting;
using Cluster.Processes;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cluster.Coordinator.Cli.Verbs;

/// <summary>One call of <c>run</c> or <c>compare</c>.</summary>
/// <remarks>
/// <code>
///   settings → host (if processes) → PreparedJob → JobArrays → JobRun, mode by mode → files unchanged? → output file → report
/// </code>
/// </remarks>
internal static class JobInvocation
{
    internal static Task<int> InvokeAsync(RunSettings settings, bool compares, Terminal terminal)
    {
        var headway = new Headway(settings.Request.Warmup, settings.Request.Repeat);
        var call = new LongCall(terminal, settings.Timeout, settings.Quiet, () => headway.Now, headway.Describe);
        return call.RunAsync(async (progress, interruption) =>
        {
            IReadOnlyList<RunOutcome> outcomes = await RunAsync(settings, headway, interruption, terminal).ConfigureAwait(false);
            progress.Dispose();
            var comparison = Comparison.Of(outcomes);
            if (compares) Report.Comparison(comparison, settings, terminal);
            else Report.Run(outcomes[0], settings, terminal);
            return comparison.Identical ? ExitCode.Done : ExitCode.ResultsDiffer;
        });
    }

    private static async Task<IReadOnlyList<RunOutcome>> RunAsync(
        RunSettings settings, Headway headway, Interruption interruption, Terminal terminal)
    {
        OutputFile.Check(settings.Request);
        TraceFile.Check(settings.TracePath);
        await using RunHost? host = settings.UsesProcesses
            ? await RunHost.StartAsync(settings, interruption, terminal).ConfigureAwait(false)
            : null;
        PoolOptions pool = settings.Over(host?.Pool ?? new PoolOptions { Workers = settings.Request.Workers });
        ILogger log = host?.Log ?? NullLogger.Instance;

        using PreparedJob job = PreparedJob.Prepare(settings.Request with { Workers = pool.Workers });
        using var store = JobArrays.Create(job, settings.Modes.Contains(ExecutionMode.Shared), headway, interruption.Token);
        var outcomes = new List<RunOutcome>();
        foreach (ExecutionMode mode in settings.Modes)
        {
            headway.Begin(mode);
            outcomes.Add(await new JobRun(job, store, mode, pool, log).ExecuteAsync(headway, interruption.Token).ConfigureAwait(false));
            headway.Finish(mode);
        }

        job.VerifyFilesUnchanged();
        OutputFile.Write(settings.Request, store, outcomes[0].Result, interruption.Token);
        TraceFile.Write(settings.TracePath, outcomes);
        return outcomes;
    }
}
