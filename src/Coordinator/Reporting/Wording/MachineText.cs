using System.Text.Json;
using Cluster.Coordinator.Reporting.Html;

namespace Cluster.Coordinator.Reporting.Wording;

/// <summary>A machine of a document, in a line.</summary>
internal static class MachineText
{
    internal static string Of(JsonElement machine) =>
        $"{machine.Text("cpu")}, {Units.Count(machine.Whole("cores"), "logical core")}, {Units.Bytes(machine.Whole("memoryBytes"))}, " +
        $"{machine.Text("os")}, kernel {machine.Text("kernel")}, {machine.Text("runtime")}";
}
