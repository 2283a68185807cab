using Cluster.Coordinator.Measurement.Latency;
using Cluster.Coordinator.Measurement.Statistics;
using Cluster.Coordinator.Reporting.Wording;

namespace Cluster.Coordinator.Reporting.Tables.Measured;

/// <summary>Percentiles of all sizes, and the distribution of the smallest.</summary>
internal static class LatencyTable
{
    private const int BarLength = 20;

    internal static IEnumerable<TitledGrid> Of(IReadOnlyList<LatencyRow> rows)
    {
        foreach (IGrouping<string, LatencyRow> way in rows.GroupBy(static row => row.Waiting))
        {
            var grid = new Grid("frame", ["min us", "p50", "p90", "p99", "p99.9", "max"]);
            foreach (LatencyRow row in way)
            {
                double[] figures = [row.Microseconds[0], row.At(50), row.At(90), row.At(99), row.At(99.9), row.Microseconds[^1]];
                grid.Add(Units.Bytes(row.FrameBytes), [.. figures.Select(Units.Digits)]);
            }

            yield return new TitledGrid($"{way.Key}, {Units.Count(way.First().Microseconds.Length, "round trip")} each", grid);
        }

        LatencyRow shown = rows[0];
        yield return new TitledGrid($"{shown.Waiting}, {Units.Bytes(shown.FrameBytes)}: how many took how long", Bars(shown.Histogram));
    }

    private static Grid Bars(Histogram histogram)
    {
        var grid = new Grid("us from", ["to", "round trips", ""]);
        int most = histogram.Buckets.Max(static bucket => bucket.Count);
        foreach (HistogramBucket bucket in histogram.Buckets)
        {
            string bar = new('#', (int)Math.Ceiling((double)bucket.Count * BarLength / most));
            grid.Add(Units.Digits(bucket.From), [Units.Digits(bucket.To), $"{bucket.Count}", bar.PadRight(BarLength)]);
        }

        return grid;
    }
}
