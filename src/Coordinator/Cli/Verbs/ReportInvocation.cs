using System.Buffers;
using System.Text.Json;
using Cluster.Coordinator.Cli.Ending;
using Cluster.Coordinator.Cli.Hosting;
using Cluster.Coordinator.Cli.Options;
using Cluster.Coordinator.Files;
using Cluster.Coordinator.Measurement;
using Cluster.Coordinator.Reporting;
using Cluster.Coordinator.Reporting.Html;
using Cluster.Coordinator.Reporting.Json;
using Cluster.Coordinator.Reporting.Plain;
using Microsoft.Extensions.Logging;

namespace Cluster.Coordinator.Cli.Verbs;

/// <summary>One call of <c>report</c>.</summary>
/// <remarks>
/// <code>
///   measure, or read --from → data (JSON) ─┬─────────────────────→ page, Markdown, CSV, or the data as it is
///                      read --baseline ───→ └→ data with ratios ─↑
/// </code>
/// Every form is made from the document, never from what was measured: what is shown can be shown again.
/// </remarks>
internal static class ReportInvocation
{
    internal static async Task<int> InvokeAsync(ReportSettings settings, Terminal terminal)
    {
        if (settings is { Quiet: true, Verbose: true }) throw new UsageException("--quiet", "contradicts --verbose", "give one of them");
        // Found before anything is measured.
        using JsonDocument? baseline = Read(settings.Baseline);
        if (settings.Out is not null) OutputPath.Check(settings.Out, Extension(settings.Format));
        if (settings.From is not null)
        {
            using JsonDocument earlier = Read(settings.From)!;
            Show(settings, settings.From, earlier.RootElement, baseline?.RootElement, terminal);
            return ExitCode.Done;
        }

        var headway = new PartHeadway(ReportGathering.Steps(settings.Jobs, settings.Parts));
        var call = new LongCall(terminal, settings.Timeout, settings.Quiet, () => headway.Now, headway.Describe);
        return await call.RunAsync(async (progress, interruption) =>
        {
            LogLevel least = settings.Quiet ? LogLevel.Error : settings.Verbose ? LogLevel.Information : LogLevel.Warning;
            await using RunHost host = await RunHost.StartAsync(least, settings.Workers, interruption, terminal).ConfigureAwait(false);
            var how = new MeasurementSettings { Quick = settings.Quick, Pool = host.Pool, Log = host.Log };
            IMeasurement[] parts = [.. settings.Parts.Select(MeasurementCatalog.Find).OfType<IMeasurement>()];
            var gathering = new ReportGathering(settings.Jobs, parts, how, headway, interruption.Token);
            ReportData data = await gathering.GatherAsync(Machine.Read()).ConfigureAwait(false);
            progress.Dispose();
            using JsonDocument document = Document(data);
            Show(settings, settings.Baseline, document.RootElement, baseline?.RootElement, terminal);
            foreach (ReportGap gap in data.Gaps) await terminal.Error.WriteLineAsync($"error: {gap.What}: {gap.Why}").ConfigureAwait(false);
            if (!data.Jobs.All(job => job.Comparison.Identical)) return ExitCode.ResultsDiffer;
            return data.Gaps.Count == 0 ? ExitCode.Done : ExitCode.JobFailed;
        }).ConfigureAwait(false);
    }

    private static JsonDocument Document(ReportData data)
    {
        var bytes = new ArrayBufferWriter<byte>(1 << 20);
        using (var writer = new Utf8JsonWriter(bytes)) ReportDocument.Write(writer, data);
        return JsonDocument.Parse(bytes.WrittenMemory);
    }

    /// <param name="settings">What is asked for.</param>
    /// <param name="file">That is to blame for a field that is missing; null where none was read.</param>
    /// <param name="report">The data.</param>
    /// <param name="baseline">Data to compare it with; null for none.</param>
    /// <param name="terminal">Gets what goes to no file.</param>
    private static void Show(ReportSettings settings, string? file, JsonElement report, JsonElement? baseline, Terminal terminal)
    {
        try
        {
            using JsonDocument? compared = baseline is { } earlier ? BaselineDocument.Of(report, earlier) : null;
            Write(settings, compared?.RootElement ?? report, terminal);
        }
        catch (Exception ex) when (file is not null && ex is KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new FileProblemException(
                settings.Baseline is null ? file : $"{file}, {settings.Baseline}",
                "lacks a value of a report, or has another kind of value in its place",
                "make it anew with coordinator report --format json", ex);
        }
    }

    private static void Write(ReportSettings settings, JsonElement report, Terminal terminal)
    {
        byte[] content = settings.Format switch
        {
            ReportFormat.Html => ReportPage.Write(report),
            ReportFormat.Markdown => ReportMarkdown.Write(report),
            ReportFormat.Csv => ReportCsv.Write(report),
            _ => JsonSerializer.SerializeToUtf8Bytes(report),
        };
        if (settings.Out is null)
        {
            terminal.WriteBytes(content);
            return;
        }

        using var file = TemporaryFile.Create(settings.Out, content.Length);
        file.Write(content);
        file.Replace();
        if (!settings.Quiet) terminal.Error.WriteLine($"{settings.Out}: {content.Length:N0} bytes");
    }

    private static JsonDocument? Read(string? path)
    {
        if (path is null) return null;
        try
        {
            JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
            if (document.RootElement.Maybe("jobs") is not null && document.RootElement.Maybe("schemaVersion")?.GetInt32() == JsonValues.SchemaVersion) return document;
            document.Dispose();
            throw new FileProblemException(path, "is not the data of a report", "make it with coordinator report --format json");
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            throw new FileProblemException(path, $"cannot be read: {ex.Message}", "check the name", ex);
        }
        catch (JsonException ex)
        {
            throw new FileProblemException(path, "is not JSON", "make it with coordinator report --format json", ex);
        }
    }

    private static string Extension(ReportFormat format) => format switch
    {
        ReportFormat.Html => ".html",
        ReportFormat.Markdown => ".md",
        ReportFormat.Csv => ".csv",
        _ => ".json",
    };
}
