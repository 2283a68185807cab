namespace Cluster.Coordinator.Cli.Verbs;

/// <summary>What follows <c>coordinator</c>.</summary>
internal static class VerbNames
{
    internal const string Run = "run";
    internal const string Compare = "compare";
    internal const string Jobs = "jobs";
    internal const string Demo = "demo";
    internal const string Doctor = "doctor";

    internal static IReadOnlyList<(string Name, string Text)> All { get; } =
    [
        (Run, "one run in one mode"),
        (Compare, "the same work in several modes, side by side, results checked"),
        (Jobs, "what can be run, with its options, defaults and source"),
        (Demo, "the classic mistakes, safe to run, each ends with a diagnosis"),
        (Doctor, "cores, memory, limits, shared memory, leftovers; what to do about each"),
    ];
}
