using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Cluster.Coordinator.Execution;
using Cluster.Coordinator.Reduction;
using Cluster.Coordinator.Scheduling;
using Cluster.Faults;
using Cluster.Processes;
using Cluster.TestKit;
using Cluster.Tests.CommandLine;
using Cluster.Tests.OwnJobs;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cluster.Tests.Faults;

/// <summary>Workers that stand still, chunks that take too long, chunks that kill: what the watch of a pool and its job make of them.</summary>
public sealed class WatchTests : ProcessTest
{
    [Theory]
    [InlineData("shared")]
    [InlineData("pipe")]
    [Trait("Fault", "24")]
    public Task WorkerPool_WorkerStopped_IsKilledForItsSilenceAndTheResultIsTheSame(string mode) =>
        StopOneAsync(mode, new PoolOptions { Workers = 2, HeartbeatLimit = TimeSpan.FromSeconds(2.5) }, "did not beat");

    // It may not have beaten yet: its handshake is all that anybody has heard of it.
    [Fact]
    [Trait("Fault", "24")]
    public Task WorkerPool_WorkerStoppedAtOnce_IsKilledForItsSilence() =>
        StopOneAsync("shared", new PoolOptions { Workers = 2, HeartbeatLimit = TimeSpan.FromSeconds(2.5) }, "did not beat", beforehand: true);

    [Theory]
    [InlineData("shared")]
    [InlineData("pipe")]
    [Trait("Fault", "22")]
    public Task WorkerPool_ChunkTakesTooLong_IsGivenToAnother(string mode) =>
        StopOneAsync(mode, new PoolOptions { Workers = 2, HeartbeatLimit = null, ChunkLimit = TimeSpan.FromSeconds(1) }, "--chunk-timeout");

    [Theory]
    [InlineData("shared", "summarize")]
    [InlineData("pipe", "summarize")]
    [InlineData("pipe", "powers")]
    [Trait("Fault", "25")]
    public Task WorkerPool_OneWorkerLagsBehind_ItsChunksAreComputedTwice(string mode, string job) =>
        StopOneAsync(mode, new PoolOptions { Workers = 2, HeartbeatLimit = null, Speculate = true }, "was slower", job);

    // It has been sent chunks and has begun none.
    [Theory]
    [InlineData("shared", "summarize")]
    [InlineData("pipe", "summarize")]
    [Trait("Fault", "25")]
    public Task WorkerPool_OneWorkerNeverBegins_ItsChunksAreComputedTwice(string mode, string job) =>
        StopOneAsync(mode, new PoolOptions { Workers = 2, HeartbeatLimit = null, Speculate = true }, "was slower", job, beforehand: true);

    // What is on its way to the worker fills its connection, and nobody will read it.
    [Theory]
    [InlineData("shared")]
    [InlineData("pipe")]
    [Trait("Fault", "24")]
    public async Task WorkerPool_EndedWhileAWorkerStandsStill_DoesNotWaitForIt(string word)
    {
        ExecutionMode mode = Runs.Mode(word);
        // Where workers take chunks themselves, one that stands still holds up nobody but where each has its own.
        Schedule schedule = mode == ExecutionMode.Shared ? Schedule.Static : Schedule.Auto;
        using PreparedJob job = PreparedJob.Prepare(OwnRuns.Powers(20_000_000) with { ChunkSize = 1_000_000, Schedule = schedule });
        using var store = JobArrays.Create(job, shareable: mode == ExecutionMode.Shared, null, CancellationToken.None);
        ProcessExecutor executor = await ProcessExecutor.StartAsync(
            job, store, inline: mode == ExecutionMode.Pipe, new PoolOptions { Workers = 2, HeartbeatLimit = null }, NullLogger.Instance, CancellationToken.None);
        using var stop = new CancellationTokenSource();
        await Signals.StopAsync(executor.WorkerMemory()[0].ProcessId);
        using var reduction = new OrderedReduction(job.Job.StartReduction(job.Plan), job.Plan);
        Task stage = executor.RunStageAsync(0, Stopwatch.GetTimestamp(), ReadOnlyMemory<byte>.Empty, reduction, stop.Token);
        await Task.Delay(200, TestContext.Current.CancellationToken);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stage);
        await executor.DisposeAsync().AsTask().OrTimeout();
    }

    // Two that write the same rows, of which one is killed: its half-written rows would be the result.
    [Fact]
    [Trait("Fault", "6")]
    public Task WorkerPool_WorkersWriteToOneOutput_NothingIsComputedTwice() =>
        StopOneAsync("shared", new PoolOptions { Workers = 2, HeartbeatLimit = TimeSpan.FromSeconds(2.5), Speculate = true }, "did not beat");

    [Theory]
    [InlineData(17, 17)]
    [InlineData(400, 900)]
    [InlineData(998, 999)]
    [Trait("Fault", "17")]
    public async Task WorkerPool_ChunkThatKillsEveryWorker_IsSetAsideAndTheOthersAreComputed(long first, long second)
    {
        RunRequest request = OwnRuns.Request(OwnAssembly.Path("Minefield"), "Minefield.MinedChunks", ("first", first), ("second", second));
        FaultException error = await Assert.ThrowsAsync<FaultException>(() => Runs.RunAsync(request, ExecutionMode.Shared));
        Assert.Equal(FaultCode.ChunkAbandoned, error.Code);
        Assert.Equal(3, error.Message.Split("pids ")[1].Split(')')[0].Split(", ").Distinct().Count());
        Assert.Contains(first == second ? "the other 999 are done" : "998 are done", error.Message);
        if (first != second) Assert.Contains("so were 1 more", error.Message);
        Assert.Contains(error.Fault.Chunk.ToString(CultureInfo.InvariantCulture), new[] { $"{first}", $"{second}" });
    }

    // The chunk is past its limit when the coordinator goes on, and would be killed for the time in which nobody looked.
    [Fact]
    [Trait("Fault", "27")]
    public async Task Coordinator_StoppedForLongerThanEveryLimit_KillsNobodyForIt()
    {
        var limits = new Dictionary<string, string> { ["CLUSTER_Pool__HeartbeatLimit"] = "00:00:04" };
        using Process coordinator = Command.Start(
            limits, "run", $"{OwnAssembly.Path("Minefield")}:Minefield.MinedChunks", "--sleep", "9", "--chunk-timeout", "5s", "--workers", "2", "--json");
        Task<string> output = coordinator.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await Eventually.Async("two workers run", () => Command.Workers().Count == 2);
        await Task.Delay(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
        await Signals.StopAsync(coordinator.Id);
        await Task.Delay(TimeSpan.FromSeconds(6), TestContext.Current.CancellationToken);
        Signals.Resume(coordinator.Id);
        using JsonDocument document = JsonDocument.Parse(await output.OrTimeout());
        Assert.Equal(0, document.RootElement.GetProperty("faults").GetProperty("workersLost").GetInt32());
    }

    // Stops a worker while it computes; without the watch the run would never end.
    private static async Task StopOneAsync(string word, PoolOptions options, string reason, string name = "powers", bool beforehand = false)
    {
        ExecutionMode mode = Runs.Mode(word);
        RunRequest request = name == "powers"
            ? OwnRuns.Powers(20_000_000) with { ChunkSize = 100_000 }
            : Runs.Small(name) with { Options = new Dictionary<string, object> { ["count"] = 40_000_000L }, ChunkSize = 100_000 };
        string expected = await Runs.DigestAsync(request, ExecutionMode.Sequential);
        using PreparedJob job = PreparedJob.Prepare(request);
        using var store = JobArrays.Create(job, shareable: mode == ExecutionMode.Shared, null, CancellationToken.None);
        var log = new CollectingLog();
        await using ProcessExecutor executor = await ProcessExecutor.StartAsync(
            job, store, inline: mode == ExecutionMode.Pipe, options, log, CancellationToken.None);
        int victim = executor.WorkerMemory()[0].ProcessId;
        if (beforehand) await Signals.StopAsync(victim);
        Task<string> run = Digests.OfAsync(executor, job, store);
        await Task.Delay(5, TestContext.Current.CancellationToken);
        if (!beforehand) await Signals.StopAsync(victim);
        Assert.Equal(expected, await run.OrTimeout());

        // The run may be over before the loss has been told of.
        bool IsTold() => log.Lines.Any(line => line.Contains($"(pid {victim}) ") && line.Contains(reason));
        if (options.HeartbeatLimit is not null)
        {
            // Whatever it had to do, it does not beat.
            await Eventually.Async("its silence is noticed", IsTold);
            return;
        }

        for (int i = 0; i < 100 && !IsTold(); i++) await Task.Delay(50, TestContext.Current.CancellationToken);
        if (IsTold()) return;
        // It had nothing more to do when it was stopped.
        Assert.DoesNotContain(log.Lines, line => line.Contains($"(pid {victim}) "));
        Signals.Resume(victim);
    }
}
