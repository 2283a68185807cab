namespace Cluster.Coordinator.Reporting.Charts;

/// <summary>From values to coordinates along one axis.</summary>
internal sealed class Scale
{
    private readonly double _low;
    private readonly double _high;
    private readonly double _from;
    private readonly double _to;

    /// <param name="low">Value at the beginning; above 0 on a logarithmic scale.</param>
    /// <param name="high">Value at the end.</param>
    /// <param name="from">Coordinate of the beginning.</param>
    /// <param name="to">Coordinate of the end; may be the smaller one.</param>
    /// <param name="logarithmic">Equal ratios instead of equal differences.</param>
    internal Scale(double low, double high, double from, double to, bool logarithmic = false)
    {
        if (logarithmic) ArgumentOutOfRangeException.ThrowIfNegativeOrZero(low);
        // A single value sits in the middle of something.
        if (high <= low) (low, high) = logarithmic ? (low / 2, low * 2) : (low - 0.5, low + 0.5);
        (_low, _high, _from, _to, IsLogarithmic) = (low, high, from, to, logarithmic);
    }

    internal bool IsLogarithmic { get; }

    /// <summary>The coordinate of the beginning.</summary>
    internal double From => _from;

    /// <summary>Whether a value has a coordinate at all.</summary>
    internal bool Shows(double value) => double.IsFinite(value) && (!IsLogarithmic || value > 0);

    /// <summary>The coordinate of a value; beyond the ends for values beyond them.</summary>
    internal double this[double value]
    {
        get
        {
            double part = IsLogarithmic ? Math.Log(value / _low) / Math.Log(_high / _low) : (value - _low) / (_high - _low);
            return _from + (part * (_to - _from));
        }
    }

    /// <summary>Round values between the ends: multiples of 1, 2 or 5 times a power of ten, or powers of <paramref name="root"/> on a logarithmic scale.</summary>
    internal IReadOnlyList<double> Ticks(int about, int root = 10) => IsLogarithmic ? Powers(about, root) : Multiples(about);

    private List<double> Multiples(int about)
    {
        double rough = (_high - _low) / about, power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        double step = power * ((rough / power) switch { <= 1 => 1, <= 2 => 2, <= 5 => 5, _ => 10 });
        var ticks = new List<double>();
        // Counted, not added up: 0.1 + 0.1 + 0.1 is not 0.3.
        for (long i = (long)Math.Ceiling((_low / step) - 1e-9); i * step <= _high + (1e-9 * step); i++) ticks.Add(i * step);
        return ticks;
    }

    private List<double> Powers(int about, int root)
    {
        int first = (int)Math.Ceiling(Math.Log(_low, root) - 1e-9), last = (int)Math.Floor(Math.Log(_high, root) + 1e-9);
        // One power or two tell little of the scale: 1, 2 and 5 times a power of ten do.
        if (last - first < 2 && root == 10) return Between();
        int step = Math.Max(1, (last - first + about) / about);
        var ticks = new List<double>();
        for (int i = first; i <= last; i += step) ticks.Add(Math.Pow(root, i));
        return ticks;
    }

    private List<double> Between()
    {
        var ticks = new List<double>();
        for (double power = Math.Pow(10, Math.Floor(Math.Log10(_low))); power <= _high * (1 + 1e-9); power *= 10)
            ticks.AddRange(((double[])[1, 2, 5]).Select(factor => factor * power).Where(tick => tick >= _low * (1 - 1e-9) && tick <= _high * (1 + 1e-9)));
        return ticks.Count > 1 ? ticks : Multiples(4);
    }
}
