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
    internal static async Task<int> InvokeAsync(IDemonstration demonstration, DemoSettings settings, Terminal terminal)
    {
        var steps = new Steps(demonstration.Name, demonstration.Steps);
        using var progress = new ProgressLine(terminal, () => steps.Now, settings.Quiet);
        using var interruption = new Interruption(settings.Timeout, reason =>
        {
            progress.Dispose();
            terminal.Error.WriteLine(reason.Line(steps.Describe()));
            Environment.Exit(reason.ExitCode);
        });
        try
        {
            DemonstrationReport report = await RunAsync(demonstration, settings, steps, interruption, terminal).ConfigureAwait(false);
            progress.Dispose();
            Report.Demonstration(report, settings, terminal);
            return report.Lesson.IsShown ? ExitCode.Done : ExitCode.JobFailed;
        }
        catch (Exception) when (interruption.Reason is not null)
        {
            // Whatever it was, it came after the wish to end, and from it.
            progress.Dispose();
            await terminal.Error.WriteLineAsync(interruption.Reason.Line(steps.Describe())).ConfigureAwait(false);
            return interruption.Reason.ExitCode;
        }
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
