using System.Text.RegularExpressions;
using Cluster.TestKit;

namespace Cluster.Tests.Pools.Crashes;

/// <summary>One task that takes down every worker that begins it.</summary>
[Trait("Fault", "17")]
public sealed partial class PoisonTests(TwoWorkers workers) : IClassFixture<TwoWorkers>
{
    private const int Poison = 617;

    [Theory]
    [InlineData(1, null)]
    [InlineData(1, 10)]
    [InlineData(3, null)]
    [InlineData(3, 10)]
    public async Task Map_OneOfAThousandKillsEveryWorker_ItsProcessesAreNamedAndTheRestIsThere(int attempts, int? batch)
    {
        TaskOutcome<int>[] outcomes = await workers.Pool
            .MapAsync(static (int x) => x == Poison ? CrashingTasks.Commit(Crash.Kill) : 3 * x, Enumerable.Range(0, 1000), new MapOptions { BatchSize = batch, Attempts = attempts })
            .Outcomes().ToArrayAsync().AsTask().OrTimeout();

        for (int i = 0; i < 1000; i++)
            if (i != Poison) Assert.Equal(3 * i, outcomes[i].Value);
        WorkerLostException ex = Assert.IsType<WorkerLostException>(outcomes[Poison].Exception);
        // An attempt may go to a task whose result was lost on the way; see Attempts.
        Assert.True(ex.Attempt >= attempts, ex.Message);
        string[] named = [.. ProcessIds().Match(ex.Message).Groups[1].Value.Split(", ", StringSplitOptions.RemoveEmptyEntries)];
        if (ex.Attempt == 1) Assert.Empty(named);
        else Assert.Equal(ex.Attempt, named.Distinct().Count());
        if (ex.Attempt > 1) Assert.Equal($"{ex.ProcessId}", named[^1]);
        await CrashTests.AssertGoesOnAsync(workers.Pool);
    }

    [GeneratedRegex(@"workers, pids ([\d, ]+)\)")]
    private static partial Regex ProcessIds();
}
