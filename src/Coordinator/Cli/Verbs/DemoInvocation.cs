using System.Diagnostics;
using Cluster.Coordinator.Cli.Ending;
using Cluster.Coordinator.Cli.Hosting;
using Cluster.Coordinator.Cli.Options;
using Cluster.Coordinator.Demonstrations;
using Cluster.Coordinator.Execution;
using Cluster.Coordinator.Reporting.Demonstrations;

namespace Cluster.Coordinator.Cli.Verbs;

/// <summary>One call of <c>demo</c>.</summary>
internal static class DemoInvocation
{
    internal static Task<int> InvokeAsync(IDemonstration demonstration, DemoSettings settings, Terminal terminal)
    {
        var steps = new Steps(demonstration.Name, demonstration.Steps);
        var call = new LongCall(terminal, settings.Timeout, settings.Quiet, () => steps.Now, steps.Describe);
        return call.RunAsync(async (progress, interruption) =>
        {
            DemonstrationReport report = await RunAsync(demonstration, settings, steps, interruption, terminal).ConfigureAwait(false);
            progress.Dispose();
            Report.Demonstration(report, settings, terminal);
            return report.Lesson.IsShown ? ExitCode.Done : ExitCode.JobFailed;
        });
    }

    private static async Task<DemonstrationReport> RunAsync(
        IDemonstration demonstration, DemoSettings settings, Steps steps, Interruption interruption, Terminal terminal)
    {
        var run = new RunSettings
        {
            Request = new RunRequest { Job = demonstration.Name },
            Modes = [ExecutionMode.Shared],
            Quiet = settings.Quiet,
            Verbose = settings.Verbose,
        };
        await using RunHost host = await RunHost.StartAsync(run, interruption, terminal).ConfigureAwait(false);
        var runs = new DemonstrationRuns(host.Pool, host.Log, settings.Seed, steps, interruption.Token);
        long begin = Stopwatch.GetTimestamp();
        Lesson lesson = await demonstration.RunAsync(runs).ConfigureAwait(false);
        TimeSpan time = Stopwatch.GetElapsedTime(begin);
        return new DemonstrationReport(demonstration.Name, demonstration.Title, demonstration.Source, lesson, time);
    }
}
