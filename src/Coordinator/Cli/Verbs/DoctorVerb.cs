using System.CommandLine;
using Cluster.Coordinator.Cli.Doctor;
using Cluster.Coordinator.Cli.Help;
using Cluster.Coordinator.Reporting.Health;
using Cluster.Coordinator.Reporting.Json;
using Cluster.Coordinator.Reporting.Wording;

namespace Cluster.Coordinator.Cli.Verbs;

/// <summary><c>doctor</c>: what this machine allows, and what to do where it does not.</summary>
internal static class DoctorVerb
{
    internal static Page Create(Terminal terminal)
    {
        var json = new Option<bool>("--json") { Description = "one JSON document on standard output" };
        var clean = new Option<bool>("--clean") { Description = "remove what coordinators that were killed have left, and check nothing else" };
        var page = new Page(VerbNames.Doctor, "Checks cores, memory, limits, shared memory, leftovers. Exit code 3 if something keeps runs from working.")
        {
            Usage = "[options]",
            Examples = ["coordinator doctor --json", "coordinator doctor --clean"],
        };
        page.AddGroup("Options", [clean, json]);
        page.SetAction(parsed => Show(parsed.GetValue(clean) ? [.. RunFiles.Clean()] : Checkup.Run(), parsed.GetValue(json), terminal));
        return page;
    }

    private static int Show(IReadOnlyList<Finding> findings, bool json, Terminal terminal)
    {
        if (json) terminal.WriteJson(writer => FindingsDocument.Write(writer, findings));
        else Write(findings, terminal);
        return findings.Any(static finding => finding.Verdict == Verdict.Problem) ? ExitCode.JobFailed : ExitCode.Done;
    }

    private static void Write(IReadOnlyList<Finding> findings, Terminal terminal)
    {
        var text = new PlainText(terminal.Out, terminal.Width);
        text.Rows([.. findings.Select(static finding => (
            $"{finding.Verdict.Word(),-7}  {finding.Subject}",
            finding.Remedy is { } remedy ? $"{finding.What} ({remedy})" : finding.What))]);
    }
}
