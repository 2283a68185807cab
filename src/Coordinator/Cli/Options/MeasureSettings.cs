namespace Cluster.Coordinator.Cli.Options;

/// <summary>What one call of <c>measure</c> is to do.</summary>
/// <param name="Parts">Names, each once, in the order in which they run.</param>
/// <param name="Workers">Null if the configuration has a say.</param>
/// <param name="Timeout">From the start of the verb; null for no limit.</param>
internal sealed record MeasureSettings(
    IReadOnlyList<string> Parts, bool Quick, int? Workers, TimeSpan? Timeout, bool Json, bool Quiet, bool Verbose);
