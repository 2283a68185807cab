using Cluster.Coordinator.Execution;

namespace Cluster.Tests.Faults;

/// <summary>What the job of the matrix yields without a fault, in this process.</summary>
public sealed class FaultyDigest : IAsyncLifetime
{
    internal string Expected { get; private set; } = "";

    public async ValueTask InitializeAsync() => Expected = await Runs.DigestAsync(FaultyRun.Request(), ExecutionMode.Sequential);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
