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
    internal static Task<int> InvokeAsync(MeasureSettings settings, Terminal terminal)
    {
        if (settings is { Quiet: true, Verbose: true }) throw new UsageException("--quiet", "contradicts --verbose", "give one of them");
        var headway = new PartHeadway(settings.Parts);
        var call = new LongCall(terminal, settings.Timeout, settings.Quiet, () => headway.Now, headway.Describe);
        return call.RunAsync(async (progress, interruption) =>
        {
            var done = new List<MeasuredPart>();
            await using RunHost host =
                await RunHost.StartAsync(Least(settings), settings.Workers, interruption, terminal).ConfigureAwait(false);
            var how = new MeasurementSettings { Quick = settings.Quick, Pool = host.Pool, Log = host.Log };
            foreach (string name in settings.Parts)
            {
                IMeasurement part = MeasurementCatalog.Find(name)!;
                IReadOnlyList<MeasurementRow> rows = await part.RunAsync(how, headway, interruption.Token).ConfigureAwait(false);
                done.Add(new MeasuredPart(part.Name, part.Summary, rows));
                headway.Finish();

                // Tables come part by part: whoever looks has something to look at during the rest.
                if (!settings.Json) progress.Above(() => terminal.WriteTables(console => MeasurementTable.Write(console, done[^1])));
            }

            progress.Dispose();
            if (settings.Json) terminal.WriteJson(writer => MeasurementDocument.Write(writer, done, settings.Quick, Machine.Read()));
            return ExitCode.Done;
        });
    }

    private static LogLevel Least(MeasureSettings settings) =>
        settings.Quiet ? LogLevel.Error : settings.Verbose ? LogLevel.Information : LogLevel.Warning;
}
