using System.Diagnostics;
using Cluster.TestKit;
using Cluster.Tests.CommandLine;

namespace Cluster.Tests.Checkpoints;

/// <summary>Runs with a checkpoint that are ended, or disturbed, in other ways than by a kill.</summary>
public sealed class InterruptedRunTests : ProcessTest
{
    private static readonly string[] Long = ["monte-carlo-pi", "--samples", "1000000000000", "--tasks", "1000000"];

    [Theory]
    [InlineData("threads", 2, 130)]
    [InlineData("shared", 2, 130)]
    [InlineData("pipe", 15, 143)]
    [Trait("Fault", "65")]
    public async Task Signal_InTheMiddle_KeepsTheCheckpointAndNamesIt(string mode, int signal, int exitCode)
    {
        using var run = new KilledRun(Long);
        Process coordinator = run.Start(mode, 2);
        await Eventually.Async("some chunks are kept", () => run.Records() >= 20);
        using (Process.Start("/bin/kill", [$"-{signal}", $"{coordinator.Id}"]))
            await coordinator.WaitForExitAsync(TestContext.Current.CancellationToken);
        string error = await coordinator.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.Equal(exitCode, coordinator.ExitCode);
        string kept = $"{run.Records():N0} chunks are kept in {run.File}: continue with the same command";
        Assert.Equal($"interrupted: 0 of 1 repetitions of mode {mode} were finished; {kept}\n", error);
    }

    // While another has it, and to the end of that one.
    [Fact]
    public async Task SecondRun_OnTheSameCheckpoint_IsRefused()
    {
        using var run = new KilledRun(Long);
        Process first = run.Start("threads", 1);
        await Eventually.Async("a chunk is kept", () => run.Records() >= 1);
        Process second = run.Start("shared", 1);
        await second.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(2, second.ExitCode);
        string error = await second.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.StartsWith($"error: {run.File}: is in use by another run (", error, StringComparison.Ordinal);
        Assert.Equal(1, error.Count(static letter => letter == '\n'));
        Assert.False(first.HasExited);
        Assert.NotEqual(0, run.Records());
    }

    // A worker that is lost in a run that continues: what was restored is not computed again for it.
    [Theory]
    [InlineData("pipe")]
    [InlineData("shared")]
    public async Task Worker_KilledInARunThatContinues_GivesTheSameDigest(string mode)
    {
        using var jobs = new KilledJobs();
        using var run = new KilledRun(jobs.Arguments("gaussian-mixture"));
        string expected = await run.DigestAsync();
        await run.KillAfterAsync(mode, 2, records: 250);
        int kept = run.Records();
        Process coordinator = run.Start(mode, 2);
        Task<string> output = coordinator.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        Task<string> error = coordinator.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await Eventually.Async("it goes on", () => coordinator.HasExited || run.Records() > kept + 50);
        if (Command.Workers() is [var worker, ..]) Kill(worker);
        await coordinator.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(coordinator.ExitCode == 0, await error);
        Assert.Contains($"\"digest\":\"{expected}\"", await output, StringComparison.Ordinal);
        Assert.Contains($"\"resumed\":{kept}}}", await output, StringComparison.Ordinal);
    }

    // A file system of 200 kB of its own, which the test's process does not see.
    [Theory]
    [InlineData("threads")]
    [InlineData("shared")]
    [Trait("Fault", "39")]
    public async Task Disk_FillsUp_WarnsOnceAndEndsRight(string mode)
    {
        using var jobs = new KilledJobs();
        using var run = new KilledRun(jobs.Arguments("summarize"));
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root may mount a file system");
        string expected = await run.DigestAsync();
        string mount = $"mount -t tmpfs -o size=200k none {run.Folder} || exit 77; \"$@\"; code=$?; ls {run.Folder} >&2; exit $code";
        string[] command = [Command.Program, "run", .. jobs.Arguments("summarize"), "--mode", mode, "--workers", "2", "--checkpoint", run.Folder, "--json"];
        var info = new ProcessStartInfo("unshare", ["-m", "sh", "-c", mount, "sh", .. command])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        };
        info.Environment["DOTNET_EnableDiagnostics"] = "0";
        using Process coordinator = Process.Start(info)!;
        Task<string> output = coordinator.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        string error = await coordinator.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await coordinator.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.SkipWhen(coordinator.ExitCode is 77 or 1, $"no file system can be mounted: {error}");
        Assert.Equal(0, coordinator.ExitCode);
        // One line, and no file behind it.
        const string Warning = "cannot be written any more: disk full; the run goes on without, and what it has is kept";
        Assert.Equal($"warning: {run.Folder}/summarize.checkpoint: {Warning}\n", error);
        Assert.Contains($"\"digest\":\"{expected}\"", await output, StringComparison.Ordinal);
    }

    private static void Kill(int id)
    {
        try
        {
            Process.GetProcessById(id).Kill();
        }
        catch (ArgumentException)
        {
            // It has ended.
        }
    }
}
