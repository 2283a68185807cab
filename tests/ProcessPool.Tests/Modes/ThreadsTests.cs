namespace Cluster.Tests.Pools.Modes;

/// <summary>On threads of this process.</summary>
public sealed class ThreadsTests : ModeConformance
{
    internal override void Configure(ProcessPoolOptions options) => options.Mode = PoolMode.Threads;
}
