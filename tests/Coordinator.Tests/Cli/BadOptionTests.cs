using System.Globalization;
using System.Text.Json;
using Cluster.Jobs;
using Cluster.Workloads;

namespace Cluster.Coordinator.Cli;

/// <summary>Values of job options that no job can work with, and the outermost that it can.</summary>
public sealed class BadOptionTests
{
    public static TheoryData<string> Jobs => [.. JobCatalog.Names];

    [Theory]
    [MemberData(nameof(Jobs))]
    public async Task Option_ValueOfAnotherKindOrOutOfRange_IsNamed(string job)
    {
        foreach (JobOption option in JobCatalog.Find(job)!.Options)
        {
            foreach (string text in Unusable(option))
            {
                Called called = await Called.With(["run", job, $"--{option.Name}", text, "--mode", "sequential"]);
                called.AssertRefused(ExitCode.BadUsage, $"--{option.Name}: '{text}' ");
            }
        }
    }

    [Theory]
    [InlineData("summarize --count 1e18", "memory: the data of summarize needs 8,000,000,000,000,000,000 bytes")]
    [InlineData("summarize --count 1152921504606846976", "--count: ")]
    [InlineData("column-sums --rows 1e18 --columns 1", "memory: ")]
    [InlineData("column-sums --rows 4e9 --columns 4e9", "--rows: ")]
    [InlineData("column-sums --rows 9223372036854775807 --columns 9223372036854775807", "--rows: ")]
    [InlineData("column-sums --rows 1 --columns 1e18", "--columns: ")]
    [InlineData("column-sums --rows 0 --columns 9223372036854775807 --order c", "--columns: ")]
    [InlineData("pairwise-sum --count 1e18", "memory: ")]
    [InlineData("pairwise-sum --count 9223372036854775807", "--count: ")]
    [InlineData("gaussian-mixture --points 1e17 --dimensions 1", "memory: ")]
    [InlineData("gaussian-mixture --points 1e18", "--points: ")]
    [InlineData("gaussian-mixture --points 3", "--components: 4: more than the 3 points")]
    [InlineData("gaussian-mixture --points 0 --components 1", "--components: 1: more than the 0 points")]
    [InlineData("gaussian-mixture --points 1e17 --dimensions 1 --chunk-size 1", "--chunk-size: 1: cuts 100000000000000000 slices into more than ")]
    [InlineData("distance-matrix --points 1073741823 --dimensions 1", "memory: ")]
    [InlineData("distance-matrix --points 1 --dimensions 1152921504606846975", "memory: the data of distance-matrix needs 9,223,372,036,854,775,808 bytes")]
    [InlineData("distance-matrix --points 2 --dimensions 1e18", "--dimensions: ")]
    [InlineData("matrix-multiply --size 1073741823", "memory: the data of matrix-multiply needs 27,670,116,059,024,719,896 bytes")]
    [InlineData("elementwise --function add --count 1152921504606846975", "memory: the data of elementwise needs 27,670,116,110,564,327,400 bytes")]
    [InlineData("elementwise --count 1e19", "--count: ")]
    [InlineData("monte-carlo-pi --samples 1e18 --chunk-size 1", "--chunk-size: 1: cuts 1000000000000000000 slices into more than ")]
    [InlineData("monte-carlo-pi --samples 9223372036854775807 --chunk-size 4294967295", "--chunk-size: 4294967295: cuts ")]
    public async Task Option_SizeBeyondCountingOrMemory_IsRefused(string line, string error)
    {
        foreach (string mode in new[] { "sequential", "threads" })
            (await Called.Line($"run {line} --mode {mode}")).AssertRefused(ExitCode.BadUsage, error);
    }

    [Theory]
    [InlineData("summarize --count 0", """{"count":0,"sum":0,"mean":"NaN"}""")]
    [InlineData("summarize --count 0 --split strided", """{"count":0,"sum":0,"mean":"NaN"}""")]
    [InlineData("summarize --count 5 --mean 1e308", """{"count":5,"sum":"Infinity","mean":"Infinity"}""")]
    [InlineData("column-sums --rows 0 --columns 3", """{"columns":[0,0,0],"total":0}""")]
    [InlineData("column-sums --rows 0 --columns 3 --order c", """{"columns":[0,0,0],"total":0}""")]
    [InlineData("column-sums --rows 1e18 --columns 0", """{"columns":[],"total":0}""")]
    [InlineData("column-sums --rows 1e18 --columns 0 --order c", """{"columns":[],"total":0}""")]
    [InlineData("pairwise-sum --count 0", """{"sum":0}""")]
    [InlineData("distance-matrix --points 0", """{"shape":[0,0],"sum":0}""")]
    [InlineData("distance-matrix --points 0 --dimensions 9223372036854775807", """{"shape":[0,0],"sum":0}""")]
    [InlineData("distance-matrix --points 1 --grain cell", """{"shape":[1,1],"sum":0}""")]
    [InlineData("matrix-multiply --size 0", """{"shape":[0,0],"sum":0}""")]
    [InlineData("elementwise --count 0 --function add", """{"shape":[0],"sum":0}""")]
    [InlineData("elementwise --count 0 --function normal-isf", """{"shape":[0],"sum":0}""")]
    [InlineData("tiny-tasks --tasks 1 --samples-per-task 1", """{"tasks":1,"samples":1,"inside":0,"estimate":0}""")]
    public async Task Option_SmallestSize_HasAResult(string line, string result)
    {
        foreach (string mode in new[] { "sequential", "threads" })
        {
            Called called = await Called.Line($"run {line} --mode {mode} --workers 3 --json");
            Assert.Equal((ExitCode.Done, ""), (called.ExitCode, called.Error));
            using var document = JsonDocument.Parse(called.Output);
            Assert.Equal(result, document.RootElement.GetProperty("result").GetRawText());
        }
    }

    [Fact]
    public async Task EqualWeights_WithoutAValue_KeepsWeightsEqual()
    {
        string bare = await WeightsAsync("--equal-weights");
        Assert.Equal("[0.25,0.25,0.25,0.25]", bare);
        Assert.Equal(bare, await WeightsAsync("--equal-weights true"));
        Assert.NotEqual(bare, await WeightsAsync("--equal-weights false"));
        Assert.NotEqual(bare, await WeightsAsync(""));
        Called called = await Called.Line("run gaussian-mixture --equal-weights no");
        called.AssertRefused(ExitCode.BadUsage, "--equal-weights: 'no' expects false, true (");
    }

    private static async Task<string> WeightsAsync(string option)
    {
        Called called = await Called.Line($"run gaussian-mixture --points 200 {option} --iterations 2 --mode sequential --json");
        using var document = JsonDocument.Parse(called.Output);
        return document.RootElement.GetProperty("result").GetProperty("weights").GetRawText();
    }

    private static IEnumerable<string> Unusable(JobOption option) => option.Default switch
    {
        long => ["", " ", "abc", "nan", "0.5", "1e-1", "0x10", "1,000", "9223372036854775808", "1e30", "-1e30", "∞", .. Outside(option)],
        double => ["", "abc", "nan", "inf", "1e400", "-1e400", "1,5", .. Outside(option)],
        _ => ["", " ", "no-such-word", option.Choices![0].ToUpperInvariant()],
    };

    private static IEnumerable<string> Outside(JobOption option)
    {
        if (option.Minimum > long.MinValue) yield return (option.Minimum - 1).ToString("F0", CultureInfo.InvariantCulture);
        if (option.Maximum < long.MaxValue) yield return (option.Maximum + 1).ToString("F0", CultureInfo.InvariantCulture);
    }
}
