namespace Cluster.Coordinator.Reporting.Baselines;

/// <summary>A figure that two reports have.</summary>
/// <param name="Subject">A job, or a part of <c>measure</c>.</param>
/// <param name="Row">Which of its rows, in words.</param>
/// <param name="Figure">Its name, with the unit.</param>
/// <param name="Earlier">Positive.</param>
/// <param name="Now">Positive.</param>
internal sealed record Ratio(string Subject, string Row, string Figure, double Earlier, double Now)
{
    internal double Value => Now / Earlier;
}
