namespace Cluster.Bench;

/// <summary>A job at one size, for which advice is checked.</summary>
/// <param name="Job">Its name.</param>
/// <param name="Options">Those that are not left at their defaults; the first is the one that varies.</param>
internal sealed record AdviceCase(string Job, params (string Name, object Value)[] Options)
{
    /// <summary>
    /// Jobs and sizes from what a single thread does in a moment to what takes it a tenth of a second, so that the whole grid takes a few minutes. The
    /// constants of the machine are measured with other jobs.
    /// </summary>
    internal static IReadOnlyList<AdviceCase> All { get; } =
    [
        .. Sizes("summarize", "count", [300_000, 3_000_000, 12_000_000, 40_000_000]),
        .. Sizes("column-sums", "columns", [50, 400, 1_500, 4_000]),
        .. Sizes("monte-carlo-pi", "samples", [100_000, 2_000_000, 20_000_000, 200_000_000]),
        .. Sizes("pairwise-sum", "count", [1_500, 8_000, 25_000, 60_000]),
        .. Sizes("gaussian-mixture", "points", [5_000, 50_000, 200_000, 800_000], ("iterations", 10L)),
        .. Sizes("distance-matrix", "points", [200, 700, 2_000, 5_000]),
        .. Sizes("matrix-multiply", "size", [150, 400, 900, 1_800]),
        .. Sizes("elementwise", "count", [200_000, 2_000_000, 10_000_000, 30_000_000]),
        .. Sizes("elementwise", "count", [100_000, 1_000_000, 5_000_000, 20_000_000], ("function", "normal-isf")),
        .. Sizes("allocate", "count", [3_000, 30_000, 300_000, 1_000_000]),
        .. Sizes("tiny-tasks", "tasks", [100, 1_000, 5_000, 20_000]),
    ];

    public override string ToString() => $"{Job} {string.Join(' ', Options.Select(static option => $"{option.Name} {option.Value}"))}";

    private static IEnumerable<AdviceCase> Sizes(string job, string option, long[] sizes, params (string Name, object Value)[] others) =>
        sizes.Select(size => new AdviceCase(job, [(option, size), .. others]));
}
