using System.Globalization;

namespace Cluster.Coordinator.Reporting.Wording;

/// <summary>Figures for people: three digits and a unit. Times in ms below a second; sizes in powers of 1024.</summary>
internal static class Units
{
    private static readonly string[] Sizes = ["B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];

    internal static string Time(TimeSpan time) =>
        time.TotalSeconds >= 0.9995 ? $"{Digits(time.TotalSeconds)} s"
        : time > TimeSpan.Zero && time.TotalMilliseconds < 0.0005 ? "<0.001 ms"
        : $"{Digits(time.TotalMilliseconds)} ms";

    /// <summary><c>1 chunk</c>, <c>2 chunks</c>; <paramref name="plural"/> where it is not formed by an s.</summary>
    internal static string Count(long count, string one, string? plural = null) =>
        $"{count.ToString(CultureInfo.InvariantCulture)} {(count == 1 ? one : plural ?? one + "s")}";

    internal static string Bytes(long bytes)
    {
        double value = bytes;
        int unit = 0;
        while (value >= 999.5 && unit < Sizes.Length - 1)
        {
            value /= 1024;
            unit++;
        }

        return unit == 0 ? $"{bytes} B" : $"{Digits(value)} {Sizes[unit]}";
    }

    internal static string Percent(double share) => $"{(share * 100).ToString(share < 0.0995 ? "0.0" : "0", CultureInfo.InvariantCulture)}%";

    internal static string Factor(double factor) => $"{Digits(factor)} x";

    internal static string Number(object value) => value switch
    {
        long whole => whole.ToString(CultureInfo.InvariantCulture),
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    /// <summary>Four significant digits of a number of any size, for tables that mix units.</summary>
    internal static string Significant(double value) => Math.Abs(value) is >= 1e-3 and < 1e15
        ? value.ToString(Math.Abs(value) >= 1000 ? "0" : Math.Abs(value) >= 1 ? "0.###" : "0.######", CultureInfo.InvariantCulture)
        : value.ToString("G4", CultureInfo.InvariantCulture);

    /// <summary>Three significant digits where that needs no exponent.</summary>
    internal static string Digits(double value) => Math.Abs(value) switch
    {
        0 => "0",
        < 0.9995 => value.ToString("0.000", CultureInfo.InvariantCulture),
        < 9.995 => value.ToString("0.00", CultureInfo.InvariantCulture),
        < 99.95 => value.ToString("0.0", CultureInfo.InvariantCulture),
        _ => value.ToString("0", CultureInfo.InvariantCulture),
    };
}
