using System.Globalization;

namespace Cluster.Coordinator.Reporting.Wording;

/// <summary>Round values on an axis: as short as they can be.</summary>
internal static class Ticks
{
    private static readonly string[] Thousands = ["", "k", "M", "G", "T", "P"];

    /// <summary><c>0.5</c>, <c>2</c>, <c>40</c>; <c>20k</c> from ten thousand on.</summary>
    internal static string Number(double value)
    {
        int unit = 0;
        if (Math.Abs(value) >= 10_000)
            for (; Math.Abs(value) >= 999.5 && unit < Thousands.Length - 1; unit++) value /= 1000;
        return $"{value.ToString("0.######", CultureInfo.InvariantCulture)}{Thousands[unit]}";
    }

    /// <summary>Powers of ten by name: <c>1k</c>, <c>10M</c>.</summary>
    internal static string Count(double value)
    {
        int unit = 0;
        for (; Math.Abs(value) >= 999.5 && unit < Thousands.Length - 1; unit++) value /= 1000;
        return $"{value.ToString("0.###", CultureInfo.InvariantCulture)}{Thousands[unit]}";
    }

    /// <summary>Seconds, in the unit in which they have few digits: <c>100 ns</c>, <c>10 µs</c>, <c>1 ms</c>, <c>100 s</c>.</summary>
    internal static string Seconds(double value) => value switch
    {
        0 => "0",
        < 0.9995e-6 => $"{Number(Math.Round(value * 1e9, 3))} ns",
        < 0.9995e-3 => $"{Number(Math.Round(value * 1e6, 3))} µs",
        < 0.9995 => $"{Number(Math.Round(value * 1e3, 3))} ms",
        _ => $"{Number(Math.Round(value, 3))} s",
    };

    /// <summary>Sizes in powers of 1024: <c>64 KiB</c>, <c>1 MiB</c>.</summary>
    internal static string Bytes(double value)
    {
        string text = Units.Bytes((long)value);
        return text.Replace(".00 ", " ", StringComparison.Ordinal).Replace(".0 ", " ", StringComparison.Ordinal);
    }
}
