using Cluster.TestKit;

[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Cluster.Tests;

/// <summary>A test that starts real processes: nothing of them may be left afterwards.</summary>
public abstract class ProcessTest : IAsyncLifetime
{
    private LeakCheck? _leaks;

    public ValueTask InitializeAsync()
    {
        // Only what the product makes: the runtime opens descriptors of its own when it first needs them.
        _leaks = LeakCheck.Begin(path => path.Contains("cluster-", StringComparison.Ordinal));
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        // The test framework calls only one of the two.
        (this as IDisposable)?.Dispose();
        await _leaks!.AssertNothingLeftAsync();
        GC.SuppressFinalize(this);
    }
}
