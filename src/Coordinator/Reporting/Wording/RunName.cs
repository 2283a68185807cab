using System.Text.Json;
using Cluster.Coordinator.Reporting.Html;

namespace Cluster.Coordinator.Reporting.Wording;

/// <summary>What tells a run of a job from its others.</summary>
internal static class RunName
{
    /// <summary><c>shared, 2 workers</c>, of a row with <c>mode</c> and <c>workers</c>.</summary>
    internal static string Of(JsonElement row) => $"{row.Text("mode")}, {Units.Count(row.Whole("workers"), "worker")}";
}
