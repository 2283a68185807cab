namespace Cluster.Coordinator.Measurement.Advice;

/// <summary>A figure and the range in which half of its repetitions lay.</summary>
/// <remarks>
/// Sums, maxima and positive multiples go through low, middle and high alike. A prediction is made of nothing else, and grows with each of its
/// constants, so its own low and high are what it would be if all constants lay at that end: a range that is rather too wide than too narrow.
/// </remarks>
/// <param name="Low">Lower quartile.</param>
/// <param name="Middle">Median.</param>
/// <param name="High">Upper quartile.</param>
internal readonly record struct Estimate(double Low, double Middle, double High)
{
    internal static Estimate Exactly(double value) => new(value, value, value);

    /// <summary>Quartiles, interpolated between neighbours.</summary>
    /// <exception cref="ArgumentException">There are no values.</exception>
    internal static Estimate Of(params ReadOnlySpan<double> values)
    {
        if (values.IsEmpty) throw new ArgumentException("an estimate of nothing", nameof(values));
        double[] sorted = values.ToArray();
        Array.Sort(sorted);
        return new Estimate(At(sorted, 0.25), At(sorted, 0.5), At(sorted, 0.75));
    }

    public static Estimate operator +(Estimate a, Estimate b) => new(a.Low + b.Low, a.Middle + b.Middle, a.High + b.High);

    public static Estimate operator *(Estimate a, double factor) => new(a.Low * factor, a.Middle * factor, a.High * factor);

    internal static Estimate Max(Estimate a, Estimate b) => new(Math.Max(a.Low, b.Low), Math.Max(a.Middle, b.Middle), Math.Max(a.High, b.High));

    /// <summary>What is left of this without <paramref name="known"/>, which is exact; not below zero.</summary>
    internal Estimate Above(double known) => new(Math.Max(0, Low - known), Math.Max(0, Middle - known), Math.Max(0, High - known));

    /// <summary>From this at 0 to <paramref name="other"/> at 1, and beyond.</summary>
    internal Estimate Towards(Estimate other, double share)
    {
        // Beyond, lines through the ends may cross the one through the middle.
        double middle = Mix(Middle, other.Middle, share);
        return new Estimate(Math.Min(middle, Mix(Low, other.Low, share)), middle, Math.Max(middle, Mix(High, other.High, share)));
    }

    /// <summary>The same middle with ends that are at least <paramref name="share"/> of it away.</summary>
    internal Estimate Widened(double share) => new(Math.Min(Low, Middle * (1 - share)), Middle, Math.Max(High, Middle * (1 + share)));

    private static double At(double[] sorted, double share)
    {
        double position = share * (sorted.Length - 1);
        int below = (int)position;
        return Mix(sorted[below], sorted[Math.Min(below + 1, sorted.Length - 1)], position - below);
    }

    private static double Mix(double from, double to, double share) => from + ((to - from) * share);
}
