using Cluster.Coordinator.Cli.Ending;
using Cluster.Coordinator.Execution;
using Cluster.Coordinator.Measurement;
using Cluster.Coordinator.Measurement.Advice;
using Cluster.Coordinator.Reporting;
using Cluster.Faults;
using Microsoft.Extensions.Logging;

namespace Cluster.Coordinator.Cli.Verbs;

/// <summary>Runs what a report shows.</summary>
/// <remarks>
/// One thing after the other: everything here is a measurement. What fails (for lack of memory, for instance) leaves a gap: minutes of the others'
/// figures are not to be lost with it.
/// </remarks>
/// <param name="jobs">That are compared.</param>
/// <param name="parts">Of <c>measure</c>.</param>
/// <param name="how">How thoroughly, and with how many workers.</param>
/// <param name="headway">Of <see cref="Steps"/>.</param>
/// <param name="cancellationToken">Ends it.</param>
internal sealed class ReportGathering(
    IReadOnlyList<string> jobs, IReadOnlyList<IMeasurement> parts, MeasurementSettings how, PartHeadway headway,
    CancellationToken cancellationToken)
{
    /// <summary>One bound by memory, one by arithmetic, one that iterates, one with a large result, one of tiny tasks.</summary>
    internal static string[] DefaultJobs { get; } = ["summarize", "monte-carlo-pi", "gaussian-mixture", "distance-matrix", "tiny-tasks"];

    /// <summary>The parts of <c>measure</c> that the page has a section for.</summary>
    internal static string[] DefaultParts { get; } =
        ["limits", "memory", "serialization", "throughput", "latency", "spawn", "tasks"];

    private static readonly ExecutionMode[] All = [ExecutionMode.Sequential, ExecutionMode.Threads, ExecutionMode.Pipe, ExecutionMode.Shared];
    private readonly List<ReportGap> _gaps = [];
    private readonly int _repeat = how.Choose(5, 3);
    private readonly TimeSpan _warmup = TimeSpan.FromSeconds(how.Choose(0.5, 0.1));

    /// <summary>What will be gathered, one name per step of <see cref="PartHeadway"/>.</summary>
    internal static IReadOnlyList<string> Steps(IReadOnlyList<string> jobs, IReadOnlyList<string> parts) => [.. jobs, "advice", .. parts, "timeline"];

    internal async Task<ReportData> GatherAsync(Machine machine)
    {
        var reports = new List<JobReport>();
        foreach (string job in jobs)
        {
            if (await TryAsync(job, () => CompareAsync(job)).ConfigureAwait(false) is { } report) reports.Add(report);
            headway.Finish();
        }

        reports = await AdviseAsync(reports, machine).ConfigureAwait(false);
        headway.Finish();

        var measured = new List<MeasuredPart>();
        foreach (IMeasurement part in parts)
        {
            if (await TryAsync(part.Name, () => part.RunAsync(how, headway, cancellationToken)).ConfigureAwait(false) is { } rows)
                measured.Add(new MeasuredPart(part.Name, part.Summary, rows));
            headway.Finish();
        }

        RunRequest iterative = Request("gaussian-mixture", how.Workers) with { Trace = true };
        RunOutcome? traced = await TryAsync("timeline", () => RunAsync(iterative, ExecutionMode.Shared)).ConfigureAwait(false);
        headway.Finish();
        return new ReportData(how.Quick, machine, reports, measured, traced, _gaps);
    }

    private async Task<T?> TryAsync<T>(string what, Func<Task<T>> measure)
        where T : class
    {
        try
        {
            return await measure().ConfigureAwait(false);
        }
        catch (FaultException fault) when (!cancellationToken.IsCancellationRequested)
        {
            _gaps.Add(new ReportGap(what, PrintableText.OneLine(fault.Message)));
            return null;
        }
    }

    private async Task<JobReport> CompareAsync(string job)
    {
        IProgress<double> progress = headway;
        int[] counts = [.. Crew.Sizes(2 * how.Workers).Where(count => count != how.Workers)];
        ExecutionMode[] parallel = [.. All.Where(mode => mode != ExecutionMode.Sequential)];
        int done = 0;
        int total = All.Length + (counts.Length * parallel.Length);
        async Task<IReadOnlyList<RunOutcome>> Over(IReadOnlyList<ExecutionMode> modes, int workers)
        {
            using var prepared = PreparedJob.Prepare(Request(job, workers));
            using var store = JobArrays.Create(prepared, shareable: true, null, cancellationToken);
            var outcomes = new List<RunOutcome>();
            foreach (ExecutionMode mode in modes)
            {
                outcomes.Add(await ExecuteAsync(prepared, store, mode).ConfigureAwait(false));
                progress.Report((double)++done / total);
            }

            return outcomes;
        }

        var comparison = Comparison.Of(await Over(All, how.Workers).ConfigureAwait(false));
        List<RunOutcome> scaling = [.. comparison.Outcomes.Where(outcome => outcome.Mode != ExecutionMode.Sequential)];
        foreach (int count in counts) scaling.AddRange(await Over(parallel, count).ConfigureAwait(false));
        return new JobReport(comparison, [.. scaling.OrderBy(outcome => outcome.Mode).ThenBy(outcome => outcome.Workers)]);
    }

    // From samples, as the verb does it: what a job would take at other sizes was not measured here.
    private async Task<List<JobReport>> AdviseAsync(List<JobReport> reports, Machine machine)
    {
        MachineIdentity identity = MachineCache.Identify(machine.Cpu, machine.Cores, machine.MemoryBytes, machine.Kernel, machine.Runtime, how.Pool);
        var adviser = new Adviser(how.Pool, how.Log, MachineCache.OfUser(), identity);
        var advised = new List<JobReport>();
        foreach (JobReport report in reports)
        {
            var progress = new ShareOfHeadway(headway, advised.Count, reports.Count);
            var request = new AdviceRequest(report.Comparison.Outcomes[0].Job.Request with { Workers = how.Workers }, null, null, Verifies: false, Refreshes: false);
            string what = $"advice on {report.Comparison.Outcomes[0].Job.Definition.Name}";
            JobAdvice? advice = await TryAsync(what, () => adviser.AdviseAsync(request, _ => progress, cancellationToken)).ConfigureAwait(false);
            advised.Add(report with { Advice = advice });
        }

        return advised;
    }

    private async Task<RunOutcome> RunAsync(RunRequest request, ExecutionMode mode)
    {
        using var prepared = PreparedJob.Prepare(request);
        using var store = JobArrays.Create(prepared, shareable: true, null, cancellationToken);
        return await ExecuteAsync(prepared, store, mode).ConfigureAwait(false);
    }

    private async Task<RunOutcome> ExecuteAsync(PreparedJob job, JobArrays store, ExecutionMode mode) =>
        await new JobRun(job, store, mode, how.Pool.For(job.Request.Workers), how.Log).ExecuteAsync(null, cancellationToken).ConfigureAwait(false);

    private RunRequest Request(string job, int workers) => new()
    {
        Job = job, Workers = workers, Repeat = _repeat, Warmup = 1, WarmupTime = _warmup, Options = how.Quick ? Small(job) : new Dictionary<string, object>(),
    };

    // A tenth or so of the default sizes.
    private static Dictionary<string, object> Small(string job) => job switch
    {
        "summarize" => new() { ["count"] = 1_000_000L },
        "column-sums" => new() { ["rows"] = 3_000L, ["columns"] = 1_000L },
        "monte-carlo-pi" => new() { ["samples"] = 10_000_000L },
        "pairwise-sum" => new() { ["count"] = 20_000L },
        "gaussian-mixture" => new() { ["points"] = 100_000L, ["iterations"] = 10L },
        "distance-matrix" => new() { ["points"] = 2_000L },
        "matrix-multiply" => new() { ["size"] = 500L },
        "elementwise" => new() { ["count"] = 1_000_000L },
        "allocate" => new() { ["count"] = 100_000L },
        "tiny-tasks" => new() { ["tasks"] = 1_000L },
        _ => [],
    };
}
