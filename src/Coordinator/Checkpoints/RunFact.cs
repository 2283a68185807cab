using System.Globalization;
using System.Text;

namespace Cluster.Coordinator.Checkpoints;

/// <summary>Something that the result of a run depends on.</summary>
/// <param name="Name">As the user knows it: <c>--seed</c>.</param>
/// <param name="Value">In words; two runs have the same exactly when they mean the same.</param>
internal readonly record struct RunFact(string Name, string Value)
{
    private const string Separator = ": ";

    /// <summary>A line without its end, as it stands in a checkpoint: one for each fact, whatever its value holds.</summary>
    internal string Line => $"{Escaped(Name)}{Separator}{Escaped(Value)}";

    /// <summary>What a line says, as it is shown.</summary>
    internal static RunFact Parse(string line)
    {
        int end = line.IndexOf(Separator, StringComparison.Ordinal);
        return end < 0 ? new RunFact(line, "") : new RunFact(line[..end], line[(end + Separator.Length)..]);
    }

    private static string Escaped(string text)
    {
        if (!text.Any(static letter => IsSpecial(letter) || letter == '\\')) return text;
        var escaped = new StringBuilder();
        foreach (char letter in text)
        {
            if (letter == '\\') escaped.Append(@"\\");
            else if (!IsSpecial(letter)) escaped.Append(letter);
            else escaped.Append(CultureInfo.InvariantCulture, $@"\u{(int)letter:x4}");
        }

        return escaped.ToString();
    }

    // Half of a pair of surrogates is no UTF-8.
    private static bool IsSpecial(char letter) => char.IsControl(letter) || char.IsSurrogate(letter);
}
