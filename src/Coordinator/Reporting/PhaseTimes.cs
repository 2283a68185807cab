using System.Diagnostics;
using Cluster.Coordinator.Execution;
using Cluster.Diagnostics;

namespace Cluster.Coordinator.Reporting;

/// <summary>The phases of a run as they are reported.</summary>
/// <remarks>
/// <c>publish</c> is paid once per run, and where workers are kept <c>spawn</c>, <c>map</c> and <c>teardown</c> are so too. <c>serialize</c> and
/// <c>reduce</c> are the coordinator's, the others are sums over the workers; both of the repetition in the middle.
/// </remarks>
internal static class PhaseTimes
{
    internal static IReadOnlyList<Phase> All { get; } =
    [
        Phase.Spawn, Phase.Publish, Phase.Serialize, Phase.Transfer, Phase.Map, Phase.Deserialize,
        Phase.Compute, Phase.Collect, Phase.Reduce, Phase.Idle, Phase.Teardown,
    ];

    /// <summary>As in JSON and in tables.</summary>
    internal static string Word(this Phase phase) => phase switch
    {
        Phase.Spawn => "spawn",
        Phase.Publish => "publish",
        Phase.Serialize => "serialize",
        Phase.Transfer => "transfer",
        Phase.Map => "map",
        Phase.Deserialize => "deserialize",
        Phase.Compute => "compute",
        Phase.Collect => "collect",
        Phase.Reduce => "reduce",
        Phase.Idle => "idle",
        _ => "teardown",
    };

    internal static bool IsPaidOnce(RunOutcome outcome, Phase phase) =>
        phase == Phase.Publish || (outcome.KeepsWorkers && phase is Phase.Spawn or Phase.Map or Phase.Teardown);

    internal static TimeSpan Of(RunOutcome outcome, Phase phase) => phase switch
    {
        Phase.Publish => outcome.Publish,
        Phase.Spawn when outcome.KeepsWorkers => outcome.Spawn,
        Phase.Map when outcome.KeepsWorkers => outcome.Map,
        Phase.Teardown when outcome.KeepsWorkers => outcome.Teardown,
        Phase.Serialize => Ticks(outcome.Middle.Account.SerializeTicks),
        Phase.Reduce => Ticks(outcome.Middle.ReduceTicks),
        _ => Ticks(outcome.Middle.Account.Ticks(phase)),
    };

    private static TimeSpan Ticks(long ticks) => Stopwatch.GetElapsedTime(0, ticks);
}
