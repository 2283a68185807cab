namespace Cluster.OwnJobs;

/// <summary>What somebody may have meant who wrote a name that does not exist.</summary>
internal static class NearNames
{
    /// <summary>Edits between two words: letters inserted, left out or exchanged.</summary>
    internal static int Distance(string a, string b)
    {
        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            (int corner, row[0]) = (row[0], i);
            for (int j = 1; j <= b.Length; j++)
                (corner, row[j]) = (row[j], a[i - 1] == b[j - 1] ? corner : 1 + Math.Min(corner, Math.Min(row[j], row[j - 1])));
        }

        return row[b.Length];
    }

    /// <summary>The nearest <paramref name="most"/>, nearest first, whatever upper and lower case; a part of a dotted name counts as the whole.</summary>
    internal static IEnumerable<string> Of(string name, IEnumerable<string> known, int most) =>
        known.OrderBy(one => Math.Min(Apart(name, one), Apart(Last(name), Last(one)))).ThenBy(static one => one, StringComparer.Ordinal).Take(most);

    private static int Apart(string a, string b) => Distance(a.ToUpperInvariant(), b.ToUpperInvariant());

    private static string Last(string name) => name[(name.LastIndexOf('.') + 1)..];
}
