using Cluster.Coordinator.Cli.Ending;
using Cluster.Coordinator.Cli.Hosting;
using Cluster.Coordinator.Cli.Options;
using Cluster.Coordinator.Measurement;
using Cluster.Coordinator.Reporting;
using Cluster.Coordinator.Reporting.Json;
using Cluster.Coordinator.Reporting.Tables;
using Microsoft.Extensions.Logging;

namespace Cluster.Coordinator.Cli.Verbs;

/// <summary>One call of <c>measure</c>.</summary>
internal static class MeasureInvocation
{
    internal static async Task<int> InvokeAsync(MeasureSettings settings, Terminal terminal)
    {
        if (settings is { Quiet: true, Verbose: true }) throw new UsageException("--quiet", "contradicts --verbose", "give one of them");
        var headway = new PartHeadway(settings.Parts);
        ProgressLine? line = null;
        using var interruption = new Interruption(settings.Timeout, reason =>
        {
            line?.Dispose();
            terminal.Error.WriteLine(reason.Line(headway.Describe()));
            Environment.Exit(reason.ExitCode);
        });
        try
        {
            var done = new List<MeasuredPart>();
            await using RunHost host =
                await RunHost.StartAsync(Least(settings), settings.Workers, interruption, terminal).ConfigureAwait(false);
            var how = new MeasurementSettings { Quick = settings.Quick, Pool = host.Pool, Log = host.Log };
            foreach (string name in settings.Parts)
            {
                IMeasurement part = MeasurementCatalog.Find(name)!;
                using (line = new ProgressLine(terminal, () => headway.Now, settings.Quiet))
                {
                    IReadOnlyList<MeasurementRow> rows = await part.RunAsync(how, headway, interruption.Token).ConfigureAwait(false);
                    done.Add(new MeasuredPart(part.Name, part.Summary, rows));
                }

                headway.Finish();

                // Tables come part by part: whoever looks has something to look at during the rest.
                if (!settings.Json) terminal.WriteTables(console => MeasurementTable.Write(console, done[^1]));
            }

            if (settings.Json) terminal.WriteJson(writer => MeasurementDocument.Write(writer, done, settings.Quick, Machine.Read()));
            return ExitCode.Done;
        }
        catch (Exception) when (interruption.Reason is not null)
        {
            // Whatever it was, it came after the wish to end, and from it.
            await terminal.Error.WriteLineAsync(interruption.Reason.Line(headway.Describe())).ConfigureAwait(false);
            return interruption.Reason.ExitCode;
        }
    }

    private static LogLevel Least(MeasureSettings settings) =>
        settings.Quiet ? LogLevel.Error : settings.Verbose ? LogLevel.Information : LogLevel.Warning;
}
