namespace Cluster.Tests.Pools.Modes;

/// <summary>One task after the other, in this process.</summary>
public sealed class SequentialTests : ModeConformance
{
    internal override void Configure(ProcessPoolOptions options) => options.Mode = PoolMode.Sequential;
}
