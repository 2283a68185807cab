namespace Cluster.Memory;

/// <summary>The names that the choices have on the command line and in the environment.</summary>
internal static class HugePageWords
{
    /// <summary>Variable of the environment, for whatever is not told otherwise.</summary>
    internal const string Variable = "CLUSTER_HugePages";

    /// <summary>In the order of <see cref="HugePageChoice"/>.</summary>
    internal static IReadOnlyList<string> All { get; } = ["auto", "off", "shmem", "reserved", "tmpfs"];

    /// <summary>What the environment says; <see cref="HugePageChoice.Auto"/> where it says nothing that is known.</summary>
    internal static HugePageChoice OfEnvironment =>
        Environment.GetEnvironmentVariable(Variable) is { } word && Find(word) is { } choice ? choice : HugePageChoice.Auto;

    /// <summary>Null for a word that is none of them.</summary>
    internal static HugePageChoice? Find(string word)
    {
        for (int i = 0; i < All.Count; i++)
            if (All[i] == word) return (HugePageChoice)i;
        return null;
    }
}
