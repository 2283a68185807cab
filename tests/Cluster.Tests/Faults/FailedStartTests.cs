using Cluster.Coordinator.Pool;
using Cluster.Faults;
using Cluster.Processes;
using Cluster.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cluster.Tests.Faults;

/// <summary>Programs that are no workers in the worker's place: one clear error, soon, and nothing left.</summary>
public sealed class FailedStartTests : ProcessTest
{
    [Theory]
    [InlineData("/bin/false", "exit code 1")]
    [InlineData("/bin/true", "exit code 0")]
    public async Task StartAsync_ProgramEndsAtOnce_SaysHow(string program, string how)
    {
        FaultException fault = await StartAsync(new WorkerProgram(program, []), new PoolOptions { Workers = 2 });
        Assert.Equal(FaultCode.StartFailed, fault.Code);
        Assert.Contains(how, fault.Message, StringComparison.Ordinal);
        Assert.Contains("before it was ready", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StartAsync_ProgramWritesAndEnds_ShowsWhatItWrote()
    {
        FaultException fault = await StartAsync(new WorkerProgram("/bin/sh", ["-c", "echo no such thing >&2; exit 3"]), new PoolOptions { Workers = 1 });
        Assert.Contains("exit code 3", fault.Message, StringComparison.Ordinal);
        Assert.Contains("no such thing", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StartAsync_ProgramTalksToTheTerminal_ShowsWhatItSays()
    {
        var program = new WorkerProgram("/bin/sh", ["-c", @"printf 'one\n\033[2Jtwo\n' >&2; exit 3"]);
        FaultException fault = await StartAsync(program, new PoolOptions { Workers = 1 });
        Assert.EndsWith(@"it wrote: one | \x1b[2Jtwo", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StartAsync_ProgramNeverConnects_IsKilledAfterTheLimit()
    {
        var options = new PoolOptions { Workers = 1, StartLimit = TimeSpan.FromMilliseconds(200) };
        FaultException fault = await StartAsync(new WorkerProgram("/bin/sleep", ["1000"]), options);
        Assert.Equal(FaultCode.StartFailed, fault.Code);
        Assert.Contains("was not ready within", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StartAsync_ProgramMissing_NamesIt()
    {
        FaultException fault = await StartAsync(new WorkerProgram("/nowhere/worker", []), new PoolOptions { Workers = 2 });
        Assert.Equal(FaultCode.StartFailed, fault.Code);
        Assert.Contains("/nowhere/worker", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StartAsync_Cancelled_LeavesNothing()
    {
        using var cancel = new CancellationTokenSource();
        Task<WorkerPool> start = WorkerPool.StartAsync(new PoolOptions { Workers = 3 }, NullLogger.Instance, cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => start.OrTimeout());
    }

    private static async Task<FaultException> StartAsync(WorkerProgram program, PoolOptions options) =>
        await Assert.ThrowsAsync<FaultException>(() => WorkerPool.StartAsync(options, program, NullLogger.Instance, CancellationToken.None).OrTimeout());
}
