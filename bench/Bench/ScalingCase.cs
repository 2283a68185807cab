namespace Cluster.Bench;

/// <summary>A job at one size, for which speed-up on many machines is predicted.</summary>
/// <param name="Job">Its name.</param>
/// <param name="Options">Those that are not left at their defaults.</param>
internal sealed record ScalingCase(string Job, params (string Name, object Value)[] Options)
{
    /// <summary>
    /// Each job at its default size, which one machine does in a moment, and at one that takes a single core minutes to hours: what a cluster is
    /// asked for. <c>shared-counter</c> is left out: its workers count in memory that machines do not have in common.
    /// </summary>
    internal static IReadOnlyList<ScalingCase> All { get; } =
    [
        new("summarize"), new("summarize", ("count", 1_000_000_000_000L)),
        new("column-sums"), new("column-sums", ("rows", 1_000_000L), ("columns", 1_000_000L)),
        new("monte-carlo-pi"), new("monte-carlo-pi", ("samples", 10_000_000_000_000L), ("tasks", 100_000L)),
        new("pairwise-sum"), new("pairwise-sum", ("count", 10_000_000L)),
        new("gaussian-mixture"), new("gaussian-mixture", ("points", 1_000_000_000L)),
        new("distance-matrix"), new("distance-matrix", ("points", 300_000L)),
        new("matrix-multiply"), new("matrix-multiply", ("size", 50_000L)),
        new("elementwise"), new("elementwise", ("count", 10_000_000_000L), ("function", "normal-isf")),
        // Always ten chunks, each of which holds what it allocates.
        new("allocate"),
        new("tiny-tasks"), new("tiny-tasks", ("tasks", 100_000_000L)),
    ];

    public override string ToString() => $"{Job} {string.Join(' ', Options.Select(static option => $"{option.Name} {Short(option.Value)}"))}".TrimEnd();

    private static string Short(object value) => value is long and >= 1_000_000 and var count ? $"{count:0.##e+0}".Replace("e+", "e", StringComparison.Ordinal) : $"{value}";
}
