namespace Cluster.Coordinator.Reporting;

/// <summary>What a report looks like.</summary>
internal enum ReportFormat
{
    /// <summary>One page with charts, which loads nothing.</summary>
    Html,

    /// <summary>Tables for a text that is kept with the code.</summary>
    Markdown,

    /// <summary>Every value on a line of its own.</summary>
    Csv,

    /// <summary>The data itself, which all others are made from.</summary>
    Json,
}
