namespace Cluster.Coordinator.Demonstrations.Rng;

/// <summary>Finds results that are equal although they should be independent of each other.</summary>
/// <remarks>
/// Two independent counts may be equal by chance, and the more of them there are, the more often. So the pairs that are equal are held
/// against the number that chance would give: for counts with standard deviation σ, well above 1, two are equal with probability 1 /
/// (2σ√π), the density of their difference at 0.
/// </remarks>
internal sealed class EqualResults
{
    // Chance gives as many in one run of a million.
    private const double Improbable = 1e-6;

    private readonly int[] _group;

    private EqualResults(int[] group, IReadOnlyList<IReadOnlyList<int>> groups) => (_group, Groups) = (group, groups);

    /// <summary>Positions of equal results, in the order of their first; one position for a result that no other equals.</summary>
    internal IReadOnlyList<IReadOnlyList<int>> Groups { get; }

    internal int Count => _group.Length;

    internal int Distinct => Groups.Count;

    /// <summary>Pairs of positions whose results are equal.</summary>
    internal long EqualPairs => Groups.Sum(static group => group.Count * (group.Count - 1L) / 2);

    /// <summary>
    /// As many independent results would leave the mean as uncertain as these do: n² / Σ nᵢ² for groups of nᵢ. It is n if all differ and
    /// 1 if all are equal.
    /// </summary>
    internal double EffectiveCount =>
        Count == 0 ? 0 : (double)Count * Count / Groups.Sum(static group => (double)group.Count * group.Count);

    internal static EqualResults Among(IReadOnlyList<long> results)
    {
        var numbers = new Dictionary<long, int>();
        var groups = new List<List<int>>();
        int[] group = new int[results.Count];
        for (int i = 0; i < results.Count; i++)
        {
            if (!numbers.TryGetValue(results[i], out group[i]))
            {
                numbers.Add(results[i], group[i] = groups.Count);
                groups.Add([]);
            }

            groups[group[i]].Add(i);
        }

        return new EqualResults(group, groups);
    }

    /// <summary>Where else the result at <paramref name="position"/> occurs.</summary>
    internal IEnumerable<int> EqualTo(int position) => Groups[_group[position]].Where(other => other != position);

    /// <summary>Equal pairs that independent results would have on average.</summary>
    internal double ExpectedPairs(double standardDeviation) => Count * (Count - 1L) / 2 / (2 * standardDeviation * Math.Sqrt(Math.PI));

    /// <summary>Whether there are more equal pairs than chance explains.</summary>
    internal bool IsBeyondChance(double standardDeviation) => ChanceOf(EqualPairs, ExpectedPairs(standardDeviation)) < Improbable;

    // Of at least so many rare events, when that many are expected (Poisson).
    private static double ChanceOf(long atLeast, double expected)
    {
        double term = Math.Exp(-expected), less = 0;
        for (long k = 0; k < atLeast; k++)
        {
            less += term;
            term *= expected / (k + 1);
        }

        // Near 1 the difference would be rounding: the first terms of the rest are all that matters of it.
        double rest = 0;
        for (long k = atLeast; k < atLeast + 50; k++)
        {
            rest += term;
            term *= expected / (k + 1);
        }

        return less > 0.5 ? rest : 1 - less;
    }
}
