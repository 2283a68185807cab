using System.Diagnostics;
using Cluster.Coordinator.Execution;
using Cluster.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cluster.Tests.Faults;

/// <summary>A worker that has found nothing to take on the board, and sleeps, is killed: the stage goes on, and the next one is for its successor, too.</summary>
[Trait("Fault", "1")]
public sealed class ParkedWorkerTests : ProcessTest
{
    private const int Rounds = 3;

    [Theory]
    [InlineData(PoolChannel.Pipe)]
    [InlineData(PoolChannel.Ring)]
    public async Task Stage_WorkerIsKilledWhileItIsParked_GivesTheSameDigest(PoolChannel channel)
    {
        // A single chunk, which takes as long as it takes to find out who has not got it.
        var request = new RunRequest
        {
            Job = "monte-carlo-pi", Workers = 2, Options = new Dictionary<string, object> { ["samples"] = 1_000_000_000L, ["tasks"] = 1L },
        };
        using PreparedJob job = PreparedJob.Prepare(request);
        using var store = JobArrays.Create(job, shareable: true, null, CancellationToken.None);
        string expected = await Digests.OfAsync(new SequentialExecutor(job, store), job, store);
        await using ProcessExecutor executor = await ProcessExecutor.StartAsync(
            job, store, inline: false, Runs.Options(request) with { Channel = channel }, NullLogger.Instance, CancellationToken.None);
        Assert.Equal(HandOutChoice.Self, executor.HandOut);
        for (int round = 0; round < Rounds; round++)
        {
            Task<string> run = Digests.OfAsync(executor, job, store);
            int parked = 0;
            await Eventually.Async("one worker computes and the other sleeps", () => (parked = Sleeper(executor)) != 0);
            using (var process = Process.GetProcessById(parked)) process.Kill();
            Assert.Equal(expected, await run);
            await Eventually.Async("it is replaced", () => executor.WorkerMemory() is [{ } one, { } two] && one.ProcessId != parked && two.ProcessId != parked);
        }

        Assert.Equal(Rounds, executor.WorkersLost);
    }

    // 0 where both do the same.
    private static int Sleeper(ProcessExecutor executor)
    {
        (int Id, char State)[] workers = [.. executor.WorkerMemory().Select(static worker => (worker.ProcessId, ProcessTable.StateOf(worker.ProcessId)))];
        return workers.Any(static worker => worker.State == 'R') ? workers.FirstOrDefault(static worker => worker.State == 'S').Id : 0;
    }
}
