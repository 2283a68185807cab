using Cluster.Coordinator.Measurement.Statistics;
using Cluster.Coordinator.Reporting.Wording;

namespace Cluster.Coordinator.Reporting.Tables.Measured;

/// <summary>How the figures of a part stand in its table.</summary>
internal static class Cells
{
    internal const string None = "-";

    /// <summary>Headings of <see cref="Of"/>.</summary>
    internal static IReadOnlyList<string> Heading(string unit) => [unit, "min", "max"];

    /// <summary>Median, minimum, maximum; the first says why where there is none.</summary>
    internal static IReadOnlyList<string> Of(Spread? spread, string otherwise = "not allowed here") => spread is { } values
        ? [Units.Digits(values.Median), Units.Digits(values.Minimum), Units.Digits(values.Maximum)]
        : [otherwise, None, None];
}
