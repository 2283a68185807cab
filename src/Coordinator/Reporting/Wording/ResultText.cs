namespace Cluster.Coordinator.Reporting.Wording;

/// <summary>A value of a result on one line; of a long array its ends and how long it is.</summary>
internal static class ResultText
{
    private const int Shown = 6;
    private const int Ends = 3;

    internal static string Of(object value) => value switch
    {
        long[] numbers => Of(numbers.Length, i => Units.Number(numbers[i])),
        double[] numbers => Of(numbers.Length, i => Units.Number(numbers[i])),
        string[] words => Of(words.Length, i => Printable(words[i]), "words"),
        string word => Printable(word),
        _ => Units.Number(value),
    };

    // What a job took from a file must not move the cursor of a terminal.
    private static string Printable(string text) => string.Concat(text.Select(static letter => char.IsControl(letter) ? '?' : letter));

    private static string Of(int count, Func<int, string> number, string what = "numbers")
    {
        if (count <= Shown) return $"[{string.Join(", ", Enumerable.Range(0, count).Select(number))}]";
        return $"{string.Join(", ", Enumerable.Range(0, Ends).Select(number))} … {number(count - 1)} ({count} {what})";
    }
}
