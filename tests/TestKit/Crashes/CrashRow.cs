namespace Cluster.TestKit.Crashes;

/// <summary>A row of the matrix: a worker fails there, in that way.</summary>
/// <param name="Point">Where.</param>
/// <param name="Way">How.</param>
/// <param name="Traffic">What the workers work on.</param>
/// <param name="Once">What the user sees if one worker fails so.</param>
/// <param name="Always">What the user sees if every worker does; one of these, where it depends on who was faster.</param>
/// <param name="IsLoss">Whether a worker is lost, which is replaced and is a line in the log.</param>
/// <param name="Sign">What the line, or the error, says of the end.</param>
public sealed record CrashRow(FaultPoint Point, FaultWay Way, FaultTraffic Traffic, CrashEnding Once, IReadOnlyList<CrashEnding> Always, bool IsLoss, string Sign)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Traffic}, {Point}, {Way}";
}
