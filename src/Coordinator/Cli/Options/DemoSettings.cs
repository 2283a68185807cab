namespace Cluster.Coordinator.Cli.Options;

/// <summary>What one call of <c>demo</c> is to do.</summary>
internal sealed record DemoSettings(ulong Seed, TimeSpan Timeout, bool Json, bool Quiet, bool Verbose);
