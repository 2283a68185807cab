using System.Text.Json;
using Cluster.Workloads;

namespace Cluster.Coordinator.Cli;

/// <summary>What is shown without running anything.</summary>
public sealed class HelpTests
{
    [Theory]
    [InlineData("--help", "coordinator <verb>")]
    [InlineData("run --help", "coordinator run <job>")]
    [InlineData("compare --help", "coordinator compare <job>")]
    [InlineData("jobs --help", "coordinator jobs [<job>]")]
    [InlineData("demo --help", "coordinator demo <demonstration>")]
    [InlineData("demo race --help", "coordinator demo race")]
    [InlineData("demo rng --help", "coordinator demo rng")]
    [InlineData("demo deadlock --help", "coordinator demo deadlock")]
    [InlineData("demo no-return --help", "coordinator demo no-return")]
    [InlineData("demo oversubscribe --help", "coordinator demo oversubscribe")]
    [InlineData("doctor --help", "coordinator doctor")]
    [InlineData("measure --help", "coordinator measure [<part> …]")]
    [InlineData("advise --help", "coordinator advise <job>")]
    [InlineData("report --help", "coordinator report")]
    [InlineData("run column-sums --help", "coordinator run column-sums")]
    [InlineData("advise column-sums --help", "coordinator advise column-sums")]
    [InlineData("compare monte-carlo-pi -h", "coordinator compare monte-carlo-pi")]
    public async Task Help_AnyVerb_ShowsUsageAndTwoExamples(string line, string usage)
    {
        Called called = await Called.Line(line);

        Assert.Equal((0, ""), (called.ExitCode, called.Error));
        Assert.Contains($"Usage:{Environment.NewLine}  {usage}", called.Output, StringComparison.Ordinal);
        string[] examples = called.Output[called.Output.IndexOf("Examples:", StringComparison.Ordinal)..].Trim().Split(Environment.NewLine);
        Assert.Equal(3, examples.Length);
        Assert.All(examples.Skip(1), example => Assert.StartsWith("  coordinator ", example, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Help_OfJob_NamesEveryOptionWithItsDefault()
    {
        Called called = await Called.Line("run summarize --help", width: 200);

        foreach (string part in new[] { "--count N", "(default: 10000000)", "--split contiguous|strided", "--mode ", "(default: shared)", "--timeout TIME", "--json" })
            Assert.Contains(part, called.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("--modes", called.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("run column-sums --help")]
    [InlineData("jobs")]
    [InlineData("jobs column-sums")]
    [InlineData("demo --help")]
    [InlineData("report --help")]
    [InlineData("demo oversubscribe --help")]
    [InlineData("doctor")]
    [InlineData("measure --help")]
    public async Task Output_Narrow_FitsBetweenWords(string line)
    {
        Called called = await Called.Line(line, width: 60);

        // Examples are for copying and stay whole; a path or a digest cannot be broken.
        foreach (string text in called.Output.Split(Environment.NewLine))
            Assert.True(text.Length <= 60 || text.Contains("coordinator ", StringComparison.Ordinal) || text.TrimStart().Split(' ').Any(word => word.Length > 25), text);
    }

    [Fact]
    public async Task Jobs_Json_IsOneDocumentWithEveryOption()
    {
        using var document = JsonDocument.Parse((await Called.Line("jobs --json")).Output);

        Assert.Equal(JobCatalog.Names, document.RootElement.GetProperty("jobs").EnumerateArray().Select(job => job.GetProperty("name").GetString()));
    }

    [Fact]
    public async Task Jobs_JsonOfOne_HasDefaultsRangesAndChoices()
    {
        using var document = JsonDocument.Parse((await Called.Line("jobs summarize --json")).Output);

        JsonElement[] options = [.. document.RootElement.GetProperty("options").EnumerateArray()];
        Assert.Equal(10_000_000, options[0].GetProperty("default").GetInt64());
        Assert.Equal(0, options[0].GetProperty("minimum").GetInt64());
        Assert.Equal(8.342, options[1].GetProperty("default").GetDouble());
        Assert.Equal(["contiguous", "strided"], options[2].GetProperty("choices").EnumerateArray().Select(choice => choice.GetString()));
    }

    [Fact]
    public async Task Doctor_Json_HasAVerdictForEverySubject()
    {
        Called called = await Called.Line("doctor --json");

        using var document = JsonDocument.Parse(called.Output);
        JsonElement[] findings = [.. document.RootElement.GetProperty("findings").EnumerateArray()];
        Assert.True(findings.Length >= 10);
        Assert.All(findings, finding => Assert.Contains(finding.GetProperty("verdict").GetString(), (string?[])["ok", "note", "problem"]));
        Assert.Equal(document.RootElement.GetProperty("healthy").GetBoolean() ? 0 : 3, called.ExitCode);
    }
}
