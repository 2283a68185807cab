namespace Cluster.Coordinator.Cli.Verbs;

/// <summary>What follows <c>coordinator</c>.</summary>
internal static class VerbNames
{
    internal const string Run = "run";
    internal const string Compare = "compare";
    internal const string Measure = "measure";
    internal const string Advise = "advise";
    internal const string Report = "report";
    internal const string Jobs = "jobs";
    internal const string Demo = "demo";
    internal const string Doctor = "doctor";

    internal static IReadOnlyList<(string Name, string Text)> All { get; } =
    [
        (Run, "one run in one mode"),
        (Compare, "the same work in several modes, side by side, results checked"),
        (Measure, "what this machine and the channels between processes can do, part by part"),
        (Advise, "what a job would take in each mode, from a sample of it, and which mode to use"),
        (Report, "jobs compared and parts measured, as one page with charts"),
        (Jobs, "what can be run, with its options, defaults and source"),
        (Demo, "the classic mistakes, safe to run, each ends with a diagnosis"),
        (Doctor, "cores, memory, limits, shared memory, leftovers; what to do about each"),
    ];
}
