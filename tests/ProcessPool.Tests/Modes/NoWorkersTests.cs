namespace Cluster.Tests.Pools.Modes;

/// <summary>Without workers: the same as one after the other.</summary>
public sealed class NoWorkersTests : ModeConformance
{
    internal override void Configure(ProcessPoolOptions options) => options.Workers = 0;
}
