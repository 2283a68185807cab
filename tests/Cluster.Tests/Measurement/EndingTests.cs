using System.Diagnostics;
using Cluster.Coordinator.Pool;
using Cluster.Processes;
using Cluster.TestKit;
using Cluster.Tests.CommandLine;

namespace Cluster.Tests.Measurement;

/// <summary>How <c>measure</c> ends when it is not left to finish.</summary>
public sealed class EndingTests : ProcessTest
{
    [Theory]
    [InlineData("latency", 2, 130)]
    [InlineData("throughput", 15, 143)]
    [InlineData("channels", 2, 130)]
    public async Task Signal_WithPeersAtWork_EndsItWithItsCode(string part, int signal, int exitCode)
    {
        using Process coordinator = Command.Start("measure", part);
        Task<string> error = coordinator.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await Eventually.Async("a peer works", static () => Command.Peers().Count > 0);
        using (Process.Start("/bin/kill", [$"-{signal}", $"{coordinator.Id}"])) await coordinator.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(exitCode, coordinator.ExitCode);
        Assert.Equal($"interrupted: nothing was measured yet{Environment.NewLine}", await error);
        await Eventually.Async("no peer is left", static () => Command.Peers().Count == 0);
        // A peer is there before it has connected: until then its socket's directory waits for the next start to be swept.
        RunDirectory.Sweep();
    }

    [Fact]
    public async Task Coordinator_Killed_TakesItsPeersAlong()
    {
        using Process coordinator = Command.Start("measure", "channels");
        await Eventually.Async("a peer works", static () => Command.Peers().Count > 0);
        coordinator.Kill();

        await coordinator.WaitForExitAsync(TestContext.Current.CancellationToken);
        await Eventually.Async("no peer is left", static () => Command.Peers().Count == 0);
        // A peer is there before it has connected: until then its socket's directory waits for the next start to be swept.
        RunDirectory.Sweep();
    }

    [Theory]
    [InlineData("latency")]
    [InlineData("throughput")]
    [InlineData("channels")]
    public async Task Peer_Killed_IsAnErrorOfWorkers(string part)
    {
        using Process coordinator = Command.Start("measure", part);
        Task<string> error = coordinator.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await Eventually.Async("a peer works", static () => Command.Peers().Count > 0);
        using (Process.Start("/bin/kill", ["-9", $"{Command.Peers()[0]}"])) await coordinator.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(4, coordinator.ExitCode);
        Assert.StartsWith("error: workers: a measuring peer ", await error, StringComparison.Ordinal);
        Assert.Empty(Command.Peers());
    }

    [Theory]
    [InlineData("latency")]
    [InlineData("spawn")]
    [InlineData("tasks")]
    public async Task Timeout_Strikes_EndsWith124(string part)
    {
        (int exit, string output, string error) = await Command.RunAsync("measure", part, "--timeout", "1s");

        Assert.Equal((124, ""), (exit, output));
        Assert.StartsWith("error: --timeout: ", error, StringComparison.Ordinal);
        Assert.Empty(Command.Peers());
    }

    [Fact]
    public async Task Peer_StartedByHand_SaysWhatToRunInstead()
    {
        (int exit, string output, string error) = await Command.RunAsync("peer");

        Assert.Equal((2, "", $"error: peer: is started by coordinator measure (run that instead){Environment.NewLine}"), (exit, output, error));
    }
}
