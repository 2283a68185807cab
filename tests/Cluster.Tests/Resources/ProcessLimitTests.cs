namespace Cluster.Tests.Resources;

/// <summary>Few processes and threads: the run goes on with the workers that there is room for; none is an error. Never a signal.</summary>
[Trait("Fault", "41")]
public sealed class ProcessLimitTests : ProcessTest
{
    private static readonly string[] Group = ["sh", "-ec", "echo $$ > $0/cgroup.procs; exec \"$@\""];

    [Theory]
    [InlineData(12)]
    [InlineData(20)]
    public async Task Run_RoomForNoWorker_NamesTheLimit(int limit)
    {
        string[] behind = await Confined.AsNobodyAsync(limit);
        (int exit, string output, string error) = await Confined.RunAsync(behind, "run", "summarize", "--count", "1e5", "--workers", "16");
        Confined.AssertOneLine(error, "error: workers: there is no room for a worker: ", $"{limit} processes and threads of this user are allowed");
        Assert.Equal((4, ""), (exit, output));
    }

    [Theory]
    [InlineData(30, "pipe", "static")]
    [InlineData(45, "shared", "static")]
    [InlineData(60, "pipe", "dynamic")]
    [InlineData(90, "shared", "guided")]
    public async Task Run_RoomForSomeWorkers_GoesOnWithThose(int limit, string mode, string schedule)
    {
        string[] behind = await Confined.AsNobodyAsync(limit);
        (int exit, string output, string error) = await Confined.RunAsync(
            behind, "run", "summarize", "--count", "1e6", "--workers", "16", "--mode", mode, "--schedule", schedule, "--json");
        Assert.Matches($@"^warning: Started [1-9]\d? of 16 workers: {limit} processes and threads of this user are allowed", error);
        Assert.True(exit == 0, error);
        Assert.NotEmpty(output);
    }

    [Fact]
    public async Task StartAsync_RoomForSomeWorkers_HasThose()
    {
        string[] behind = await Confined.AsNobodyAsync(60);
        (int exit, string output, string error) = await PoolProgram.RunAsync(behind, workers: 16);
        Assert.True(exit == 0, output + error);
        Assert.Matches(@"^[1-9] workers, sum 6\n$", output);
    }

    [Fact]
    public async Task Run_ControlGroupWithFewProcesses_GoesOnWithFewer()
    {
        Confined.RequireRoot();
        using var group = LimitedGroup.Create("pids", "pids.max", "50");
        (int exit, _, string error) = await Confined.RunAsync([.. Group, group.Path], "run", "summarize", "--count", "1e6", "--workers", "16");
        Assert.Matches(@"^warning: Started [1-9] of 16 workers: 50 processes and threads in this control group are allowed", error);
        Assert.True(exit == 0, error);
    }
}
