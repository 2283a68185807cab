using System.Text.Json;
using Cluster.Coordinator.Execution;
using Cluster.TestKit;
using Cluster.Tests.CommandLine;

namespace Cluster.Tests.Ranks;

/// <summary>What is left, and what is said, when parts of a run of several ranks are lost.</summary>
public sealed class LossTests : ProcessTest
{
    private const int Killed = 9;

    internal static readonly string[] Long = ["run", "monte-carlo-pi", "--samples", "20000000000", "--tasks", "2000", "--engine", "mpi", "--workers", "1"];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Rank_Killed_EndsAllAndLeavesNothing(int rank)
    {
        MpiRun.Require();
        IReadOnlyList<string> before = MpiRun.Remains();
        using RankedProcesses run = await RankedProcesses.StartAsync(Command.Program, 3, Long);
        Task<string> error = run.Launcher.StandardError.ReadToEndAsync();
        Assert.True(Interop.LinuxProcess.TrySignal(run.Ranks[rank], Killed));
        await run.Launcher.WaitForExitAsync().OrTimeout();
        await NothingIsLeftAsync(run, before);
        Assert.NotEqual(0, run.Launcher.ExitCode);
        Assert.Contains($"process rank {rank}", await error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Launcher_Killed_EndsAllAndLeavesNothing()
    {
        MpiRun.Require();
        IReadOnlyList<string> before = MpiRun.Remains();
        using RankedProcesses run = await RankedProcesses.StartAsync(Command.Program, 3, Long);
        Assert.True(Interop.LinuxProcess.TrySignal(run.Launcher.Id, Killed));
        await run.Launcher.WaitForExitAsync().OrTimeout();
        await NothingIsLeftAsync(run, before);
    }

    [Fact]
    public async Task Launcher_Interrupted_EndsAllAndLeavesNothing()
    {
        MpiRun.Require();
        Assert.SkipWhen(Signals.IsIgnored(2), "SIGINT is ignored here, and so by whatever is started");
        IReadOnlyList<string> before = MpiRun.Remains();
        using RankedProcesses run = await RankedProcesses.StartAsync(Command.Program, 3, Long);
        Signals.Interrupt(run.Launcher.Id);
        await run.Launcher.WaitForExitAsync().OrTimeout();
        await NothingIsLeftAsync(run, before);
        Assert.NotEqual(0, run.Launcher.ExitCode);
    }

    [Fact]
    public async Task Worker_KilledInARank_IsThatRanksOwnBusiness()
    {
        MpiRun.Require();
        string[] job = ["run", "monte-carlo-pi", "--samples", "1600000000", "--tasks", "160"];
        (int alone, string expected, string said) = await Command.RunAsync([.. job, "--mode", "threads", "--json"]);
        Assert.True(alone == 0, said);
        using RankedProcesses run = await RankedProcesses.StartAsync(Command.Program, 2, [.. job, "--engine", "mpi", "--workers", "1", "--json"]);
        Task<string> output = run.Launcher.StandardOutput.ReadToEndAsync(), error = run.Launcher.StandardError.ReadToEndAsync();
        Assert.True(Interop.LinuxProcess.TrySignal(run.Workers.First(static worker => worker.Rank == 1).ProcessId, Killed));
        await run.Launcher.WaitForExitAsync().OrTimeout();
        Assert.True(run.Launcher.ExitCode == 0, await error);
        using JsonDocument document = JsonDocument.Parse(await output), single = JsonDocument.Parse(expected);
        Assert.Equal(single.RootElement.GetProperty("digest").GetString(), document.RootElement.GetProperty("digest").GetString());
        Assert.Equal(1, document.RootElement.GetProperty("faults").GetProperty("workersLost").GetInt32());
        Assert.Equal(1, document.RootElement.GetProperty("ranks")[1].GetProperty("workersLost").GetInt32());
        Assert.StartsWith("rank 1: warning: worker 0", await error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rank_KilledWithACheckpoint_NextRunGoesOn()
    {
        MpiRun.Require();
        string folder = Directory.CreateTempSubdirectory("ranks-").FullName;
        try
        {
            string[] job = ["run", "monte-carlo-pi", "--samples", "3200000000", "--tasks", "320", "--engine", "mpi", "--workers", "1", "--checkpoint", folder, "--json"];
            using (RankedProcesses run = await RankedProcesses.StartAsync(Command.Program, 2, job))
            {
                await Eventually.Async("a few chunks are kept", () => Directory.EnumerateFiles(folder).Any(static file => new FileInfo(file).Length > 2_000));
                Assert.True(Interop.LinuxProcess.TrySignal(run.Ranks[1], Killed));
                await run.Launcher.WaitForExitAsync().OrTimeout();
            }

            (int exitCode, string output, string error) = await MpiRun.RunAsync(3, job);
            Assert.True(exitCode == 0, error);
            using JsonDocument document = JsonDocument.Parse(output);
            Assert.True(document.RootElement.GetProperty("checkpoint").GetProperty("resumed").GetInt64() > 0);
            (int alone, string expected, string said) = await Command.RunAsync([.. job[..6], "--mode", "threads", "--json"]);
            Assert.True(alone == 0, said);
            using JsonDocument single = JsonDocument.Parse(expected);
            Assert.Equal(single.RootElement.GetProperty("digest").GetString(), document.RootElement.GetProperty("digest").GetString());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData(0, "error: job: chunk 0 ")]
    [InlineData(6, "error: job: rank 1 on ")]
    public async Task Job_FailsInARank_IsOneErrorLineAndItsExitCode(int chunk, string begins)
    {
        MpiRun.Require();
        IReadOnlyList<string> before = MpiRun.Remains();
        string job = $"{OwnAssembly.Path("FaultyJobs")}:FaultyJobs.FaultyRows";
        (int exitCode, string output, string error) = await MpiRun.RunAsync(
            2, "run", job, "--poison", $"{chunk}", "--way", "Throw", "--chunk-size", "8000", "--engine", "mpi", "--workers", "1");
        Assert.Equal(3, exitCode);
        Assert.Equal("", output);
        Assert.StartsWith(begins, Assert.Single(MpiRun.Errors(error)), StringComparison.Ordinal);
        Assert.Equal(before, MpiRun.Remains());
    }

    [Fact]
    public async Task Time_Over_EndsAllRanksWithItsExitCode()
    {
        MpiRun.Require();
        (int exitCode, _, string error) = await MpiRun.RunAsync(3, [.. Long, "--timeout", "2s"]);
        Assert.Equal(124, exitCode);
        Assert.StartsWith("error: --timeout: ", Assert.Single(MpiRun.Errors(error)), StringComparison.Ordinal);
    }

    internal static async Task NothingIsLeftAsync(RankedProcesses run, IReadOnlyList<string> before)
    {
        await Eventually.Async("all ranks and their workers are gone", () => run.Left().Count == 0);
        await Eventually.Async("MPI has left nothing", () => !MpiRun.Remains().Except(before).Any());
    }
}
