using System.Globalization;
using System.Text;

namespace Cluster.Coordinator.Files;

/// <summary>Tells numbers from words, in a cell's UTF-8 bytes.</summary>
internal static class CsvNumber
{
    /// <summary>Decimals with a point, with or without exponent; <c>nan</c>, <c>inf</c> and <c>infinity</c> in any case.</summary>
    public static bool TryParse(ReadOnlySpan<byte> cell, out double number)
    {
        if (double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out number)) return true;

        // C, Python and R write inf, which the base library does not read.
        ReadOnlySpan<byte> word = cell.Trim(" \t"u8);
        bool negative = word.StartsWith("-"u8);
        if (negative || word.StartsWith("+"u8)) word = word[1..];
        if (!Ascii.EqualsIgnoreCase(word, "inf"u8)) return false;
        number = negative ? double.NegativeInfinity : double.PositiveInfinity;
        return true;
    }
}
