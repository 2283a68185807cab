using System.Text.Json;
using System.Xml.Linq;
using Cluster.Coordinator.Reporting.Wording;

namespace Cluster.Coordinator.Reporting.Html.Sections;

/// <summary>What everything was measured on.</summary>
internal static class MachineSection
{
    internal static XElement? Of(JsonElement machine) => Html.Section(
        "machine", "Machine",
        Html.Table(
            "What everything was measured on", [],
            [
                ["processor", machine.Text("cpu")],
                ["logical cores", Units.Number(machine.Whole("cores"))],
                ["memory", Units.Bytes(machine.Whole("memoryBytes"))],
                ["system", machine.Text("os")],
                ["kernel", machine.Text("kernel")],
                ["runtime", machine.Text("runtime")],
            ]));
}
