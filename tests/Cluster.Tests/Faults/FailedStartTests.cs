using System.Net.Sockets;
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
    [Trait("Fault", "7")]
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
    [Trait("Fault", "75")]
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

    // A process of the same user may find the socket; it is sent away, again and again, and the worker that comes later is served.
    [Fact]
    [Trait("Fault", "57")]
    public async Task StartAsync_StrangersConnectFirst_AreSentAwayAndTheWorkerStarts()
    {
        string worker = Path.Combine(AppContext.BaseDirectory, "worker");
        Task<WorkerPool> start = WorkerPool.StartAsync(
            new PoolOptions { Workers = 1 }, new WorkerProgram("/bin/sh", ["-c", $"sleep 1; exec '{worker}'"]), NullLogger.Instance, CancellationToken.None);
        string socket = "";
        await Eventually.Async("the socket is there", () => (socket = Sockets().FirstOrDefault("")).Length > 0);
        for (int i = 0; i < 20 && !start.IsCompleted; i++)
        {
            using var stranger = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await stranger.ConnectAsync(new UnixDomainSocketEndPoint(socket), TestContext.Current.CancellationToken);
            // Closed without a word.
            Assert.Equal(0, await stranger.ReceiveAsync(new byte[1], TestContext.Current.CancellationToken).AsTask().OrTimeout());
        }

        await using WorkerPool pool = await start.OrTimeout();
        Assert.Single(pool.ProcessIds);
    }

    // One that connects and says nothing has the time of a start, and no more.
    [Fact]
    [Trait("Fault", "54")]
    public async Task StartAsync_WorkerStopsInTheMiddleOfItsHello_IsKilledAfterTheLimit()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/python3"), "needs python3");
        const string Half = "import socket, struct, sys, time\n"
            + "r = sys.stdin.buffer; n = struct.unpack('<i', r.read(4))[0]; s = socket.socket(socket.AF_UNIX); s.connect(r.read(n - 4)[44:].decode())\n"
            + "s.send(b'\\x3c\\0\\0\\0\\1\\0'); time.sleep(1000)";
        var options = new PoolOptions { Workers = 1, StartLimit = TimeSpan.FromMilliseconds(500) };
        FaultException fault = await StartAsync(new WorkerProgram("/usr/bin/python3", ["-c", Half]), options);
        Assert.Equal(FaultCode.StartFailed, fault.Code);
        Assert.Contains("was not ready within", fault.Message, StringComparison.Ordinal);
    }

    // No other test runs: what is there is ours.
    private static IEnumerable<string> Sockets() =>
        from root in new[] { Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR"), "/run/user/0", Path.GetTempPath() }
        where Directory.Exists(root)
        from directory in Directory.EnumerateDirectories(root!, "cluster-*")
        let socket = Path.Combine(directory, "w0")
        where File.Exists(socket)
        select socket;

    private static async Task<FaultException> StartAsync(WorkerProgram program, PoolOptions options) =>
        await Assert.ThrowsAsync<FaultException>(() => WorkerPool.StartAsync(options, program, NullLogger.Instance, CancellationToken.None).OrTimeout());
}
