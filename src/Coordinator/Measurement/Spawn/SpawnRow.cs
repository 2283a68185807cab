using Cluster.Coordinator.Measurement.Statistics;

namespace Cluster.Coordinator.Measurement.Spawn;

/// <summary>Starts of so many processes of one kind.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Processes">At a time.</param>
/// <param name="Times">One for each repetition; at least one.</param>
/// <param name="Bare">Those of as many bare .NET processes, each beside the one at its place in <paramref name="Times"/>.</param>
internal sealed record SpawnRow(SpawnKind Kind, int Processes, IReadOnlyList<SpawnTimes> Times, IReadOnlyList<SpawnTimes> Bare) : MeasurementRow
{
    internal string What => Kind switch { SpawnKind.Pool => "pool", SpawnKind.DotNet => "bare .NET", _ => "bare native" };

    internal Spread Milliseconds => Of(static one => one.Total)!.Value;

    internal Spread ProcessStart => Of(static one => one.ProcessStart)!.Value;

    internal Spread Runtime => Of(static one => one.Runtime)!.Value;

    /// <summary>Null for processes that do nothing.</summary>
    internal Spread? Handshake => Of(static one => one.Handshake);

    /// <inheritdoc cref="Handshake"/>
    internal Spread? FirstTask => Of(static one => one.FirstTask);

    /// <summary>Each repetition over the bare one beside it, so that what slows both down cancels out.</summary>
    internal Spread OverBare => Spread.Of([.. Times.Zip(Bare, static (one, bare) => one.Total / bare.Total)]);

    internal override IReadOnlyList<RowField> Fields =>
    [
        new("what", What),
        new("processes", (long)Processes),
        new("repeats", (long)Times.Count),
        new("milliseconds", Milliseconds),
        new("processStartMilliseconds", ProcessStart),
        new("runtimeMilliseconds", Runtime),
        new("handshakeMilliseconds", Handshake),
        new("firstTaskMilliseconds", FirstTask),
        new("timesBareProcess", OverBare),
    ];

    private Spread? Of(Func<SpawnTimes, double?> part) =>
        part(Times[0]) is null ? null : Spread.Of([.. Times.Select(one => part(one)!.Value * 1000)]);
}
