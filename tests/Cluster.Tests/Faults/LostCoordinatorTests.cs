using System.Diagnostics;
using Cluster.Coordinator.Pool;
using Cluster.Processes;
using Cluster.TestKit;
using Cluster.Tests.CommandLine;

namespace Cluster.Tests.Faults;

/// <summary>The coordinator is killed at random moments of its life: no worker outlives it, nothing is left after the next start.</summary>
[Trait("Fault", "67")]
public sealed class LostCoordinatorTests : ProcessTest
{
    [Theory]
    [InlineData("pipe")]
    [InlineData("shared")]
    public async Task Coordinator_KilledWhileWorkersCompute_LeavesNothing(string mode)
    {
        using Process coordinator = Command.Start("run", "monte-carlo-pi", "--samples", "1000000000000", "--tasks", "2", "--mode", mode, "--workers", "2");
        await Eventually.Async("two workers run", () => Command.Workers().Count == 2);
        coordinator.Kill();
        await Eventually.Async("the workers are gone", () => Command.Workers().Count == 0);
        RunDirectory.Sweep();
    }

    [Theory]
    [InlineData("pool")]
    [InlineData("call")]
    [InlineData("task")]
    [Trait("Fault", "62")]
    public async Task Coordinator_KilledAtRandom_LeavesNothingAfterTheNextStart(string lifetime)
    {
        Random random = SeededRandom.Create();
        for (int i = 0; i < 10; i++)
        {
            using Process coordinator = Command.Start("run", "summarize", "--count", "1000000", "--repeat", "1000", "--workers", "2", "--lifetime", lifetime);
            await Task.Delay(random.Next(400), TestContext.Current.CancellationToken);
            coordinator.Kill();
            await coordinator.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        await Eventually.Async("the workers are gone", () => Command.Workers().Count == 0);
        RunDirectory.Sweep();
        Assert.Empty(RunDirectory.Leftovers());
    }
}
