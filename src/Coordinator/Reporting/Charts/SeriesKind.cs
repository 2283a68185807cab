namespace Cluster.Coordinator.Reporting.Charts;

/// <summary>How a series is drawn.</summary>
internal enum SeriesKind
{
    /// <summary>Joined points.</summary>
    Line,

    /// <summary>A dashed line to compare with, such as an ideal or a ceiling, without points of its own.</summary>
    Reference,

    /// <summary>Filled points that nothing joins, beside a line of their colour that the legend names: measured, where that is predicted.</summary>
    Points,
}
