namespace Cluster.Coordinator.Measurement;

/// <summary>One line of a part's result.</summary>
internal abstract record MeasurementRow
{
    /// <summary>Its values by name, in the order in which documents have them.</summary>
    internal abstract IReadOnlyList<RowField> Fields { get; }
}
