using System.Text.Json;
using System.Xml.Linq;

namespace Cluster.Coordinator.Reporting.Html.Sections;

/// <summary>What workers cost by themselves: to be started, and to be given something to do.</summary>
internal static class PoolSection
{
    internal static XElement? Of(JsonElement report) => Html.Figures(SpawnFigure.Of(report), TasksFigure.Of(report)) is { } figures
        ? Html.Section(
            "pool", "Starting and feeding workers",
            Html.Paragraph("What a pool of processes costs before any of them computes: once, and for every piece of work."),
            figures)
        : null;
}
