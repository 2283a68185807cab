namespace Cluster.Fuzzing.Targets.Samples;

/// <summary>As many children as the bytes say, each with as many.</summary>
public sealed record Node(Node?[]? Children);
