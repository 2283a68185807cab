namespace Cluster.Coordinator.Reporting.Wording;

/// <summary>A figure of a document whose unit is in its name, for people.</summary>
internal static class FigureText
{
    /// <param name="name"><c>seconds</c>, <c>totalBytes</c>, <c>gigabytesPerSecond</c> …</param>
    /// <param name="value">In that unit.</param>
    internal static string Of(string name, double value) => name switch
    {
        "seconds" => Units.Time(TimeSpan.FromSeconds(value)),
        _ when name.EndsWith("Bytes", StringComparison.Ordinal) && value is >= 0 and < long.MaxValue => Units.Bytes((long)value),
        _ => Units.Significant(value),
    };
}
