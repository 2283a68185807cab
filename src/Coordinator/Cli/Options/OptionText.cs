using System.Globalization;

namespace Cluster.Coordinator.Cli.Options;

/// <summary>Reads the values of options. What cannot be read is a <see cref="UsageException"/> that names the option.</summary>
internal static class OptionText
{
    /// <summary>A whole number: <c>10000000</c>, <c>10_000_000</c> or <c>1e7</c>.</summary>
    internal static long Whole(string option, string text, long minimum, long maximum)
    {
        if (!TryWhole(text, out long value))
            throw new UsageException(option, $"'{text}' is not a whole number", $"give one, {Range(minimum, maximum)}");
        if (value >= minimum && value <= maximum) return value;
        throw new UsageException(option, $"{text} must {Limits(minimum, maximum)}", $"give a number {Range(minimum, maximum)}");
    }

    internal static bool TryWhole(string text, out long value)
    {
        const NumberStyles style = NumberStyles.AllowLeadingSign | NumberStyles.AllowExponent;
        return long.TryParse(text.Replace("_", "", StringComparison.Ordinal), style, CultureInfo.InvariantCulture, out value);
    }

    internal static bool TryNumber(string text, out double value) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);

    internal static ulong Seed(string option, string text) =>
        ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong seed) ? seed
        : throw new UsageException(option, $"'{text}' is not a seed", $"give a whole number from 0 to {ulong.MaxValue}");

    /// <summary>The position of <paramref name="text"/> among <paramref name="words"/>.</summary>
    internal static int Word(string option, string text, params ReadOnlySpan<string> words)
    {
        int index = words.IndexOf(text);
        return index >= 0 ? index : throw new UsageException(option, $"'{text}' is not known", $"choose one of {string.Join(", ", words)}");
    }

    internal static TimeSpan Time(string option, string text) => Duration.TryParse(text, out TimeSpan duration)
        ? duration
        : throw new UsageException(option, $"'{text}' is not a span of time", "write 90s, 1.5m, 500ms or 00:01:30, at most 30 days");

    /// <summary>A number of bytes; <see cref="ByteSize"/> says how it is written.</summary>
    internal static long Size(string option, string text, long minimum, long maximum) =>
        ByteSize.TryParse(text, out long bytes) && bytes >= minimum && bytes <= maximum
            ? bytes
            : throw new UsageException(
                option, $"'{text}' is not a size that can be", $"write 500MB, 1.5GiB or a number of bytes, {Range(minimum, maximum)}");

    internal static string FileName(string option, string text) =>
        text.Length > 0 ? text : throw new UsageException(option, "the file name is empty", "name a file");

    private static string Limits(long minimum, long maximum) =>
        maximum is long.MaxValue or int.MaxValue ? $"be at least {minimum}" : $"lie between {minimum} and {maximum}";

    private static string Range(long minimum, long maximum) =>
        maximum is long.MaxValue or int.MaxValue ? $"from {minimum} upwards" : $"from {minimum} to {maximum}";
}
