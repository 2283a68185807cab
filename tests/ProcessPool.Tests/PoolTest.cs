using Cluster.TestKit;

namespace Cluster.Tests.Pools;

/// <summary>A test that starts pools of its own: nothing of them may be left afterwards.</summary>
public abstract class PoolTest : IAsyncLifetime
{
    private LeakCheck? _leaks;

    /// <summary>What every pool's frames go through that does not say so itself: <c>CLUSTER_TEST_CHANNEL</c>, pipe or ring.</summary>
    internal static PoolChannel Channel { get; } =
        Enum.TryParse(Environment.GetEnvironmentVariable("CLUSTER_TEST_CHANNEL"), ignoreCase: true, out PoolChannel channel) ? channel : PoolChannel.Auto;

    public ValueTask InitializeAsync()
    {
        _leaks = BeginLeakCheck();
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _leaks!.AssertNothingLeftAsync();
        GC.SuppressFinalize(this);
    }

    // Only what the product makes: the runtime opens descriptors of its own when it first needs them.
    internal static LeakCheck BeginLeakCheck() => LeakCheck.Begin(path => path.Contains("cluster-", StringComparison.Ordinal));

    /// <summary>Two workers, as the shared pools have, and what else the test wants. A test that fails must not wait for what it has begun.</summary>
    internal static Task<ProcessPool> StartAsync(Action<ProcessPoolOptions>? configure = null)
    {
        var options = new ProcessPoolOptions { Workers = 2, DisposePolicy = DisposePolicy.Cancel, Channel = Channel };
        configure?.Invoke(options);
        return ProcessPool.StartAsync(options).OrTimeout();
    }
}
