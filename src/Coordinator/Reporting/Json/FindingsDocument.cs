using System.Text.Json;
using Cluster.Coordinator.Reporting.Health;

namespace Cluster.Coordinator.Reporting.Json;

/// <summary>The doctor's report as JSON.</summary>
internal static class FindingsDocument
{
    internal static void Write(Utf8JsonWriter writer, IReadOnlyList<Finding> findings)
    {
        writer.WriteStartObject();
        writer.WriteNumber("schemaVersion", JsonValues.SchemaVersion);
        writer.WriteBoolean("healthy", findings.All(static finding => finding.Verdict != Verdict.Problem));
        writer.WriteStartArray("findings");
        foreach (Finding finding in findings)
        {
            writer.WriteStartObject();
            writer.WriteString("subject", finding.Subject);
            writer.WriteString("verdict", finding.Verdict.Word());
            writer.WriteString("what", finding.What);
            writer.WriteString("remedy", finding.Remedy);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
