using System.Diagnostics;
using System.Text.Json;
using Cluster.TestKit;

namespace Cluster.Tests.CommandLine;

/// <summary>How a run of the program ends, with real processes.</summary>
public sealed class EndingTests : ProcessTest
{
    // Long enough to be in the middle of it whenever somebody looks.
    private static readonly string[] Endless = ["run", "monte-carlo-pi", "--samples", "1000000000000", "--tasks", "1000000", "--workers", "2", "--mode"];

    [Theory]
    [InlineData("pipe", 2, 130)]
    [InlineData("shared", 15, 143)]
    [InlineData("shared", 1, 129)]
    [InlineData("threads", 2, 130)]
    [Trait("Fault", "65")]
    [Trait("Fault", "66")]
    public async Task Signal_InTheMiddleOfARun_EndsItWithItsCode(string mode, int signal, int exitCode)
    {
        Assert.SkipWhen(Signals.IsIgnored(signal), $"signal {signal} is ignored here, as nohup does, and every program that is started is to ignore it, too");
        using Process coordinator = Command.Start([.. Endless, mode]);
        if (mode != "threads") await Eventually.Async("two workers run", () => Command.Workers().Count == 2);
        else await Eventually.Async("it computes", () => coordinator.TotalProcessorTime > TimeSpan.FromMilliseconds(500));
        using (Process.Start("/bin/kill", [$"-{signal}", $"{coordinator.Id}"])) await coordinator.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(exitCode, coordinator.ExitCode);
        Assert.Empty(Command.Workers());
    }

    [Theory]
    [InlineData("call")]
    [InlineData("task")]
    public async Task Signal_WhileWorkersComeAndGo_EndsThemAll(string lifetime)
    {
        Random random = SeededRandom.Create();
        string[] size = lifetime == "call" ? ["--samples", "100000", "--repeat", "1000000"] : ["--samples", "1000000000000", "--tasks", "1000000", "--batch", "1"];
        for (int round = 0; round < 5; round++)
        {
            using Process coordinator = Command.Start(["run", "monte-carlo-pi", "--workers", "2", "--lifetime", lifetime, "--mode", round % 2 == 0 ? "pipe" : "shared", .. size]);
            await Eventually.Async("a worker runs", () => Command.Workers().Count > 0);
            await Task.Delay(random.Next(200), TestContext.Current.CancellationToken);
            using (Process.Start("/bin/kill", ["-2", $"{coordinator.Id}"])) await coordinator.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.True(coordinator.ExitCode == 130, await coordinator.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
            Assert.Empty(Command.Workers());
        }
    }

    [Fact]
    public async Task Timeout_Strikes_EndsWith124()
    {
        (int exit, string output, string error) = await Command.RunAsync([.. Endless, "shared", "--timeout", "500ms"]);
        Assert.Equal(124, exit);
        Assert.Empty(output);
        Assert.StartsWith("error: ", error, StringComparison.Ordinal);
        Assert.Empty(Command.Workers());
    }

    [Fact]
    public async Task Compare_AllModes_SaysIdentical()
    {
        (int exit, string output, string error) = await Command.RunAsync("compare", "summarize", "--count", "100000", "--repeat", "2", "--json");
        Assert.True(exit == 0, error);
        using JsonDocument document = JsonDocument.Parse(output);
        Assert.True(document.RootElement.GetProperty("identical").GetBoolean());
        Assert.Equal(4, document.RootElement.GetProperty("runs").GetArrayLength());
        Assert.Single(document.RootElement.GetProperty("runs").EnumerateArray().Select(run => run.GetProperty("digest").GetString()).Distinct());
    }

    [Fact]
    [Trait("Fault", "61")]
    public async Task TwentyCoordinators_AtOnce_AllFinish()
    {
        var runs = Enumerable.Range(0, 20).Select(_ => Command.RunAsync("run", "summarize", "--count", "100000", "--workers", "2", "--json")).ToList();
        foreach ((int exit, _, string error) in await Task.WhenAll(runs)) Assert.True(exit == 0, error);
    }
}
