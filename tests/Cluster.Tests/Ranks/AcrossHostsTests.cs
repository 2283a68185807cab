using System.Diagnostics;
using System.Text.Json;
using Cluster.Coordinator.Execution;
using Cluster.TestKit;
using Cluster.Tests.CommandLine;

namespace Cluster.Tests.Ranks;

/// <summary>Ranks on machines of their own, a millisecond from each other.</summary>
public sealed class AcrossHostsTests(ITestOutputHelper output) : ProcessTest
{
    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(1);

    [Fact]
    public async Task Mixture_ThreeHosts_SameBitsAndTheCostsShown()
    {
        MpiRun.Require();
        using Namespaces hosts = await Namespaces.CreateAsync(3, Delay);
        RunRequest request = Runs.Small("gaussian-mixture") with { Options = new Dictionary<string, object> { ["points"] = 50_000L, ["iterations"] = 20L } };
        string expected = await Runs.DigestAsync(request, ExecutionMode.Sequential);
        using Process run = hosts.Start("run", "gaussian-mixture", "--points", "50000", "--iterations", "20", "--engine", "mpi", "--workers", "1", "--json");
        Task<string> document = run.StandardOutput.ReadToEndAsync(), error = run.StandardError.ReadToEndAsync();
        await run.WaitForExitAsync().OrTimeout();
        Assert.True(run.ExitCode == 0, await error);
        using JsonDocument parsed = JsonDocument.Parse(await document);
        JsonElement root = parsed.RootElement, seconds = root.GetProperty("seconds"), phases = seconds.GetProperty("phases"), ranks = root.GetProperty("ranks");
        Assert.Equal(expected, root.GetProperty("digest").GetString());
        Assert.Equal(["node1", "node2", "node3"], ranks.EnumerateArray().Select(static rank => rank.GetProperty("host").GetString()));

        // A link that is so long is seen in everything that crosses it.
        double roundTrip = ranks.EnumerateArray().Max(static rank => rank.GetProperty("roundTrip").GetDouble());
        Assert.True(roundTrip >= 2 * Delay.TotalSeconds, $"{roundTrip} s");
        Assert.True(phases.GetProperty("broadcast").GetDouble() >= 20 * Delay.TotalSeconds / 2);
        Assert.True(phases.GetProperty("gather").GetDouble() > 0);
        double iteration = seconds.GetProperty("median").GetDouble() / 21;
        output.WriteLine($"round trip {roundTrip * 1e3:0.00} ms, an iteration {iteration * 1e3:0.00} ms, which is {iteration / roundTrip:0.00} of it");
    }

    [Fact]
    public async Task Rank_KilledOnAnotherHost_EndsAllAndLeavesNothing()
    {
        MpiRun.Require();
        using Namespaces hosts = await Namespaces.CreateAsync(3, Delay);
        IReadOnlyList<string> before = MpiRun.Remains();
        using var run = await RankedProcesses.FollowAsync(hosts.Start(LossTests.Long), Command.Program, 3);
        Assert.True(Interop.LinuxProcess.TrySignal(run.Ranks[2], 9));
        await run.Launcher.WaitForExitAsync().OrTimeout();
        await LossTests.NothingIsLeftAsync(run, before);
        Assert.NotEqual(0, run.Launcher.ExitCode);
    }

    [Fact]
    public async Task Launcher_KilledBesideOneHost_EndsAllAndLeavesNothing()
    {
        MpiRun.Require();
        using Namespaces hosts = await Namespaces.CreateAsync(3, Delay);
        IReadOnlyList<string> before = MpiRun.Remains();
        using var run = await RankedProcesses.FollowAsync(hosts.Start(LossTests.Long), Command.Program, 3);
        Assert.True(Interop.LinuxProcess.TrySignal(run.Launcher.Id, 9));
        await run.Launcher.WaitForExitAsync().OrTimeout();
        await LossTests.NothingIsLeftAsync(run, before);
    }
}
