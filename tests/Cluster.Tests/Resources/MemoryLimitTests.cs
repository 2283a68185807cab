using System.Globalization;

namespace Cluster.Tests.Resources;

/// <summary>A control group with little memory: what does not fit is refused before it is made, and workers share what there is.</summary>
public sealed class MemoryLimitTests : ProcessTest
{
    private const long Limit = 400L << 20;

    private static readonly string[] Group = ["sh", "-ec", "echo $$ > $0/cgroup.procs; exec \"$@\""];

    [Theory]
    [Trait("Fault", "36")]
    [InlineData("shared")]
    [InlineData("sequential")]
    public async Task Run_DataAboveTheLimit_IsRefusedWithFigures(string mode)
    {
        using LimitedGroup group = Create();
        (int exit, string output, string error) = await Confined.RunAsync([.. Group, group.Path], "run", "summarize", "--count", "1e8", "--mode", mode);
        Confined.AssertOneLine(error, "error: memory: the data of summarize needs 800,000,000 bytes, ", " are available");
        long available = long.Parse(error.Split(" bytes, ")[1].Split(' ')[0], NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
        Assert.InRange(available, 1, Limit);
        Assert.Equal((2, ""), (exit, output));
    }

    [Fact]
    [Trait("Fault", "35")]
    public async Task Run_Verbose_TellsEachWorkersShare()
    {
        using LimitedGroup group = Create();
        (int exit, _, string error) = await Confined.RunAsync(
            [.. Group, group.Path], "run", "summarize", "--count", "1e6", "--workers", "2", "--mode", "shared", "--verbose");
        Assert.True(exit == 0, error);
        Assert.Matches($@"info: Each of 2 workers may have \d+ bytes of managed memory, its share of the control group's {Limit}", error);
    }

    [Fact]
    [Trait("Fault", "33")]
    public async Task Submit_WorkerTakesMoreThanTheGroupHas_SaysWhoEndedIt()
    {
        using LimitedGroup group = Create();
        (int exit, string output, string error) = await PoolProgram.RunAsync([.. Group, group.Path], workers: 1, task: "fill");
        Assert.True(exit == 0, output + error);
        Assert.Contains("the kernel ended it because the control group is out of memory", output, StringComparison.Ordinal);
        // The program itself is still there, and so are the worker's successors.
        Assert.Contains("sum 6", output, StringComparison.Ordinal);
    }

    private static LimitedGroup Create()
    {
        Confined.RequireRoot();
        return Directory.Exists("/sys/fs/cgroup/memory")
            ? LimitedGroup.Create("memory", "memory.limit_in_bytes", $"{Limit}")
            : LimitedGroup.Create("memory", "memory.max", $"{Limit}");
    }
}
