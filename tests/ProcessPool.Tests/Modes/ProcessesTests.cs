namespace Cluster.Tests.Pools.Modes;

/// <summary>In worker processes.</summary>
public sealed class ProcessesTests : ModeConformance
{
    internal override void Configure(ProcessPoolOptions options) => options.Mode = PoolMode.Processes;
}
