namespace Cluster.Bench.Rings;

/// <summary>Repetitions of one figure, and how they are told.</summary>
/// <param name="what">That was measured.</param>
/// <param name="unit">Of each.</param>
/// <param name="isRate">Whether more is better.</param>
internal sealed class Figures(string what, string unit, bool isRate)
{
    private readonly List<double> _values = [];

    /// <summary>What is left where nobody else takes part: the machine may be busy.</summary>
    internal double Best => isRate ? _values.Max() : _values.Min();

    internal double Median => Pairs.Median([.. _values]);

    internal void Add(double value) => _values.Add(value);

    internal void Print() =>
        Console.WriteLine($"  {what}: best {Best:0.000}, median {Median:0.000} {unit} (of {_values.Count}: {_values.Min():0.000} to {_values.Max():0.000})");
}
