using System.Globalization;
using System.Text;

namespace Cluster.Faults;

/// <summary>Texts of somebody else's code, as they may be shown on a terminal and kept in a log.</summary>
/// <remarks>
/// A message may hold what moves a terminal's cursor, changes its colours or its title, or ends a line of a log and begins a false one. Such characters are
/// written as they are in source code: <c>\x1b[31m</c>. Values keep them; this is for printing only.
/// </remarks>
internal static class PrintableText
{
    /// <summary>On one line: ends of lines become <c> | </c>.</summary>
    internal static string OneLine(string text)
    {
        if (!HasAny(text, andLines: true)) return text;
        return Escape(text.ReplaceLineEndings(" | ").Replace('\t', ' '));
    }

    /// <summary>On as many lines as it has.</summary>
    internal static string Lines(string text) => HasAny(text, andLines: false) ? Escape(text.ReplaceLineEndings("\n")).ReplaceLineEndings() : text;

    private static bool HasAny(string text, bool andLines)
    {
        foreach (char one in text)
            if (andLines ? one is '\n' or '\t' || IsUnsafe(one) : IsUnsafe(one)) return true;
        return false;
    }

    private static string Escape(string text)
    {
        var safe = new StringBuilder(text.Length + 16);
        foreach (char one in text)
        {
            if (!IsUnsafe(one)) safe.Append(one);
            else if (one <= 0xff) safe.Append(CultureInfo.InvariantCulture, $"\\x{(int)one:x2}");
            else safe.Append(CultureInfo.InvariantCulture, $"\\u{(int)one:x4}");
        }

        return safe.ToString();
    }

    // The last three lines: what turns the direction of writing, so that a text reads as another one.
    private static bool IsUnsafe(char one) => one is not ('\n' or '\t') && (char.IsControl(one) || one is
        '\u2028' or '\u2029' or
        '\u061c' or '\u200e' or '\u200f' or
        (>= '\u202a' and <= '\u202e') or
        (>= '\u2066' and <= '\u2069'));
}
