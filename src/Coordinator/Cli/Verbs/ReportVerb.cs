using System.CommandLine;
using Cluster.Coordinator.Cli.Help;
using Cluster.Coordinator.Cli.Options;
using Cluster.Coordinator.Measurement;
using Cluster.Coordinator.Reporting;
using Cluster.Workloads;

namespace Cluster.Coordinator.Cli.Verbs;

/// <summary><c>report</c>: compares jobs, measures parts, and shows all of it on one page.</summary>
internal static class ReportVerb
{
    private const string DefaultFile = "report.html";

    internal static Page Create(Terminal terminal)
    {
        Option<string> file = CheckedOption.Create(
            "--out", "FILE", $"where to (default: {DefaultFile}; other formats go to standard output)", OptionText.FileName);
        Option<ReportFormat?> format = CheckedOption.Create<ReportFormat?>(
            "--format", "html|markdown|csv|json", "json has the data that the others are made from (default: html)",
            static (name, text) => (ReportFormat)OptionText.Word(name, text, "html", "markdown", "csv", "json"));
        Option<string[]> jobs = CheckedOption.Create(
            "--jobs", "A,B,…", $"which are compared (default: {string.Join(",", ReportGathering.DefaultJobs)})", Jobs);
        Option<string[]> parts = CheckedOption.Create(
            "--parts", "A,B,…", $"of measure; none for none (default: {string.Join(",", ReportGathering.DefaultParts)})", Parts);
        // Of an option with an array that is not given the value is an empty one, which here would mean none.
        jobs.DefaultValueFactory = static _ => ReportGathering.DefaultJobs;
        parts.DefaultValueFactory = static _ => ReportGathering.DefaultParts;
        Option<string> from = CheckedOption.Create("--from", "FILE", "show the data of this report (--format json) instead of measuring", OptionText.FileName);
        Option<string> baseline = CheckedOption.Create("--baseline", "FILE", "data of an earlier report; ratios to it are shown", OptionText.FileName);
        var quick = new Option<bool>("--quick") { Description = "about a minute instead of several: smaller data, fewer repetitions" };
        Option<long?> workers = CheckedOption.Create<long?>(
            "--workers", "N", $"threads or processes; 1 to 256 (default: logical cores, {Environment.ProcessorCount} here)",
            static (name, text) => OptionText.Whole(name, text, 1, 256));
        Option<TimeSpan?> timeout = CheckedOption.Create<TimeSpan?>(
            "--timeout", "TIME", "90s, 1.5m, 00:01:30; then it is ended with exit code 124 (default: none)", static (name, text) => OptionText.Time(name, text));
        var quiet = new Option<bool>("--quiet") { Description = "no progress, no warnings" };
        var verbose = new Option<bool>("--verbose") { Description = "what happens to processes, and the stack of an error" };

        var page = new Page(VerbNames.Report, "Compares jobs in all modes, measures what they stand on, and writes one page with charts that loads nothing.")
        {
            Usage = "[options]",
            Examples =
            [
                "coordinator report --quick --jobs summarize,gaussian-mixture",
                "coordinator report --from report.json --baseline earlier.json --out report.html",
            ],
        };
        page.AddGroup("Options", [file, format, jobs, parts, from, baseline, quick, workers, timeout, quiet, verbose]);
        page.SetAction((parsed, _) =>
        {
            // Kept data is as it was measured.
            Option[] measuring = [jobs, parts, quick, workers];
            if (parsed.GetValue(from) is not null && measuring.FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false }) is { } idle)
                throw new UsageException(idle.Name, "says what to measure, and --from measures nothing", "give one of them");
            ReportFormat chosen = parsed.GetValue(format) ?? ReportFormat.Html;
            return ReportInvocation.InvokeAsync(
                new ReportSettings(
                    parsed.GetValue(file) ?? (chosen == ReportFormat.Html ? DefaultFile : null), chosen,
                    parsed.GetRequiredValue(jobs), parsed.GetRequiredValue(parts), parsed.GetValue(from), parsed.GetValue(baseline),
                    parsed.GetValue(quick), (int?)parsed.GetValue(workers), parsed.GetValue(timeout), parsed.GetValue(quiet), parsed.GetValue(verbose)),
                terminal);
        });
        return page;
    }

    private static string[] Jobs(string option, string text)
    {
        string[] names = [.. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct()];
        if (names.Length == 0) throw new UsageException(option, "names no job", $"choose among {string.Join(", ", JobCatalog.Names)}");
        foreach (string name in names)
            if (JobCatalog.Find(name) is null) throw new UsageException(option, $"job '{name}' is not known", $"choose among {string.Join(", ", JobCatalog.Names)}");
        return names;
    }

    private static string[] Parts(string option, string text)
    {
        string[] names = [.. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct()];
        if (names is ["none"]) return [];
        string known = $"choose among {string.Join(", ", MeasurementCatalog.Parts.Select(static part => part.Name))}";
        if (names.Length == 0) throw new UsageException(option, "names no part", known);
        foreach (string name in names)
            if (MeasurementCatalog.Find(name) is null) throw new UsageException(option, $"part '{name}' is not known", known);
        return names;
    }
}
