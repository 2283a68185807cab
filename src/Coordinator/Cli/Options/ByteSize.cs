using System.Globalization;

namespace Cluster.Coordinator.Cli.Options;

/// <summary>Numbers of bytes as people write them: <c>1e9</c>, <c>500MB</c>, <c>1.5GiB</c>; <c>k</c>, <c>M</c>, <c>G</c>, <c>T</c> are decimal without the <c>i</c>.</summary>
internal static class ByteSize
{
    internal static bool TryParse(string text, out long bytes)
    {
        bytes = 0;
        ReadOnlySpan<char> number = text.AsSpan().TrimEnd("Bb");
        bool binary = number is [.., 'i'];
        if (binary) number = number[..^1];
        int power = number.IsEmpty ? 0 : "kmgt".IndexOf(char.ToLowerInvariant(number[^1])) + 1;
        if (binary && power == 0) return false;
        if (power > 0) number = number[..^1];
        const NumberStyles style = NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent | NumberStyles.AllowTrailingWhite;
        if (!double.TryParse(number, style, CultureInfo.InvariantCulture, out double value)) return false;
        value *= Math.Pow(binary ? 1024 : 1000, power);
        // Also not a number, and the infinities; and what is rounded up to 2^63 is none any more.
        if (!(value >= 0 && value < long.MaxValue)) return false;
        bytes = (long)value;
        return true;
    }
}
