using System.Diagnostics;
using Cluster.Coordinator.Execution;
using Cluster.Processes;
using Cluster.TestKit;
using Cluster.Tests.OwnJobs;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cluster.Tests.Faults;

/// <summary>All workers are killed at the same time, again and again; the result must not notice.</summary>
public sealed class AllLostTests : ProcessTest
{
    [Theory]
    [Trait("Fault", "19")]
    [InlineData("shared")]
    [InlineData("pipe")]
    public async Task WorkerPool_AllWorkersKilledAtOnce_GivesTheSameDigest(string word)
    {
        Random random = SeededRandom.Create();
        ExecutionMode mode = Runs.Mode(word);
        RunRequest request = OwnRuns.Powers(10_000_000) with { ChunkSize = 20_000 };
        string expected = await Runs.DigestAsync(request, ExecutionMode.Sequential);
        using PreparedJob job = PreparedJob.Prepare(request);
        using var store = JobArrays.Create(job, shareable: mode == ExecutionMode.Shared, null, CancellationToken.None);
        // The chunk that is met again and again is not to be blamed for it.
        PoolOptions options = Runs.Options(request) with { Attempts = 100 };
        await using ProcessExecutor executor = await ProcessExecutor.StartAsync(
            job, store, inline: mode == ExecutionMode.Pipe, options, NullLogger.Instance, CancellationToken.None);
        for (int round = 1; round <= 5; round++)
        {
            Task<string> run = Digests.OfAsync(executor, job, store);
            await Task.Delay(random.Next(30), TestContext.Current.CancellationToken);
            foreach (ProcessMemory worker in executor.WorkerMemory())
            {
                using var process = Process.GetProcessById(worker.ProcessId);
                process.Kill();
            }

            Assert.Equal(expected, await run.OrTimeout());
            int killed = 2 * round;
            await Eventually.Async("the lost workers are replaced", () => executor.WorkersLost >= killed && executor.WorkerMemory().Count == 2);
        }
    }
}
