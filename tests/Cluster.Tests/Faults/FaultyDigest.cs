using Cluster.Coordinator.Execution;

namespace Cluster.Tests.Faults;

/// <summary>What the job of the matrix yields without a fault, in this process.</summary>
public sealed class FaultyDigest : IAsyncLifetime
{
    internal string Expected { get; private set; } = "";

    /// <summary>Of the brief one.</summary>
    internal string ExpectedOfBrief { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        Expected = await Runs.DigestAsync(FaultyRun.Request(), ExecutionMode.Sequential);
        ExpectedOfBrief = await Runs.DigestAsync(FaultyRun.BriefRequest(), ExecutionMode.Sequential);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
