namespace Cluster.Coordinator.Measurement.Statistics;

/// <summary>Repetitions of one figure: the middle and the ends.</summary>
/// <param name="Minimum">Smallest.</param>
/// <param name="Median">In the middle; of an even number the mean of the two in the middle.</param>
/// <param name="Maximum">Largest.</param>
/// <param name="Repeats">How many; at least 1.</param>
internal readonly record struct Spread(double Minimum, double Median, double Maximum, int Repeats)
{
    /// <exception cref="ArgumentException">There are no values.</exception>
    internal static Spread Of(params ReadOnlySpan<double> values)
    {
        if (values.IsEmpty) throw new ArgumentException("a spread of nothing", nameof(values));
        double[] sorted = values.ToArray();
        Array.Sort(sorted);
        double middle = (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
        return new Spread(sorted[0], middle, sorted[^1], sorted.Length);
    }

    /// <summary>Calls <paramref name="measure"/> once for nothing and then <paramref name="repeats"/> times.</summary>
    /// <remarks>The first call pays for compiling, for page tables and for caches that hold something else.</remarks>
    internal static Spread Repeat(int repeats, Func<double> measure)
    {
        _ = measure();
        double[] values = new double[repeats];
        for (int i = 0; i < values.Length; i++) values[i] = measure();
        return Of(values);
    }

    /// <summary>The same repetitions in another unit.</summary>
    /// <param name="factor">Positive.</param>
    internal Spread Times(double factor) => new(Minimum * factor, Median * factor, Maximum * factor, Repeats);

    /// <summary>How much is done in a unit of time, of repetitions that are times: the shortest time is the largest rate.</summary>
    internal Spread RateOf(double amount) => new(amount / Maximum, amount / Median, amount / Minimum, Repeats);
}
