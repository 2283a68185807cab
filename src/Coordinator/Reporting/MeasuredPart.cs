using Cluster.Coordinator.Measurement;

namespace Cluster.Coordinator.Reporting;

/// <summary>What one part of <c>measure</c> yielded.</summary>
/// <param name="Name">Of the part.</param>
/// <param name="Summary">What was measured.</param>
/// <param name="Rows">In the part's own order; of one type, or of a few.</param>
internal sealed record MeasuredPart(string Name, string Summary, IReadOnlyList<MeasurementRow> Rows);
