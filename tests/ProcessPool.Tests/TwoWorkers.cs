using Cluster.TestKit;

namespace Cluster.Tests.Pools;

/// <summary>A pool of two workers that the tests of a class share. Nothing of it may be left when the last of them has ended.</summary>
public sealed class TwoWorkers : IAsyncLifetime
{
    private LeakCheck? _leaks;

    internal ProcessPool Pool { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _leaks = PoolTest.BeginLeakCheck();
        Pool = await PoolTest.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Pool.DisposeAsync();
        await _leaks!.AssertNothingLeftAsync();
    }
}
