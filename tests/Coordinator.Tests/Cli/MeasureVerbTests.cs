using Cluster.Coordinator.Cli.Ending;
using Cluster.Coordinator.Cli.Verbs;
using Cluster.Coordinator.Measurement;

namespace Cluster.Coordinator.Cli;

public sealed class MeasureVerbTests
{
    [Theory]
    [InlineData("measure speed", "error: part: 'speed' is not known (choose among limits, shared-memory, serialization, memory, throughput, latency, channels, spawn, tasks, all)")]
    [InlineData("measure limits --workers 0", "error: --workers: 0 must lie between 1 and 256 (give a number from 1 to 256)")]
    [InlineData("measure limits --quiet --verbose", "error: --quiet: contradicts --verbose (give one of them)")]
    [InlineData("measure limits --fast", "error: --fast: is not an option of measure (see coordinator measure --help)")]
    [InlineData("measure limits --timeout soon", "error: --timeout: 'soon' is not a span of time (write 90s, 1.5m, 500ms or 00:01:30, at most 30 days)")]
    public async Task Measure_WrongArguments_AreNamedBeforeAnythingRuns(string line, string error)
    {
        Called called = await Called.Line(line);

        Assert.Equal((2, "", error), (called.ExitCode, called.Output, called.Error.Split(Environment.NewLine)[0]));
    }

    [Fact]
    public async Task Help_OfMeasure_ListsEveryPart()
    {
        string help = (await Called.Line("measure --help", width: 200)).Output;

        Assert.All(MeasurementCatalog.Parts, part => Assert.Contains($"  {part.Name} ", help, StringComparison.Ordinal));
        Assert.Contains("--quick", help, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("channels limits channels", "limits channels")]
    [InlineData("latency", "latency")]
    [InlineData("latency all", "limits shared-memory serialization memory throughput latency channels spawn tasks")]
    [InlineData("", "limits shared-memory serialization memory throughput latency channels spawn tasks")]
    public void Chosen_Names_AreTakenOnceInTheOrderOfTheCatalog(string names, string chosen) =>
        Assert.Equal(chosen.Split(' '), MeasureVerb.Chosen(names.Split(' ', StringSplitOptions.RemoveEmptyEntries)));

    [Fact]
    public void Headway_OverParts_NamesWhatIsDone()
    {
        var headway = new PartHeadway(["limits", "latency"]);
        Assert.Equal("nothing was measured yet", headway.Describe());
        ((IProgress<double>)headway).Report(0.5);
        Assert.Equal(("measuring limits, 1 of 2", 0.5), headway.Now);

        headway.Finish();
        Assert.Equal(("measuring latency, 2 of 2", 0), headway.Now);
        Assert.Equal("limits was measured", headway.Describe());
        headway.Finish();
        Assert.Equal("limits, latency were measured", headway.Describe());
    }
}
