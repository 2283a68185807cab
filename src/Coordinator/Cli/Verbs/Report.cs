using Cluster.Coordinator.Cli.Options;
using Cluster.Coordinator.Execution;
using Cluster.Coordinator.Reporting;
using Cluster.Coordinator.Reporting.Demonstrations;
using Cluster.Coordinator.Reporting.Json;
using Cluster.Coordinator.Reporting.Tables;

namespace Cluster.Coordinator.Cli.Verbs;

/// <summary>Results on standard output: a document for programs or tables for people.</summary>
internal static class Report
{
    internal static void Run(RunOutcome outcome, RunSettings settings, Terminal terminal)
    {
        if (settings.Json) terminal.WriteJson(writer => RunDocument.Write(writer, outcome, Machine.Read()));
        else terminal.WriteTables(console => RunTable.Write(console, outcome));
    }

    internal static void Demonstration(DemonstrationReport report, DemoSettings settings, Terminal terminal)
    {
        if (settings.Json) terminal.WriteJson(writer => DemonstrationDocument.Write(writer, report, Machine.Read()));
        else terminal.WriteTables(console => DemonstrationTable.Write(console, report));
    }

    internal static void Comparison(Comparison comparison, RunSettings settings, Terminal terminal)
    {
        if (settings.Json) terminal.WriteJson(writer => ComparisonDocument.Write(writer, comparison, Machine.Read()));
        else terminal.WriteTables(console => ComparisonTable.Write(console, comparison));
    }
}
