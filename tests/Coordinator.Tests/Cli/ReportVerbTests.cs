using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cluster.Coordinator.Cli.Verbs;
using Cluster.Coordinator.Reporting;
using Cluster.Processes;

namespace Cluster.Coordinator.Cli;

/// <summary><c>report --from</c>: every form of stored data, and what is wrong with a call. Measuring itself is in tests/Cluster.Tests.</summary>
public sealed class ReportVerbTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("report-");

    [Fact]
    public async Task Html_OfStoredData_IsWrittenAndTheSameAgain()
    {
        string first = await PageAsync("first.html"), second = await PageAsync("second.html");

        Assert.StartsWith("<!DOCTYPE html>", first, StringComparison.Ordinal);
        Assert.EndsWith("</html>\n", first, StringComparison.Ordinal);
        Assert.Equal(first, second);

        // And of the data that a report gives when it is asked for them.
        await File.WriteAllTextAsync(this["again.json"], (await Called.Line($"report --from {SampleReport.Path} --format json")).Output);
        Assert.Equal(0, (await Called.Line($"report --from {this["again.json"]} --out {this["third.html"]} --quiet")).ExitCode);
        Assert.Equal(first, await File.ReadAllTextAsync(this["third.html"]));
    }

    [Fact]
    public void JobsAndParts_NotGiven_AreAllThatTheHelpNames()
    {
        ParseResult parsed = ReportVerb.Create(new Terminal(Stream.Null, TextWriter.Null, width: 80)).Parse("--quick");
        Assert.Equal(ReportGathering.DefaultJobs, parsed.GetValue<string[]>("--jobs"));
        Assert.Equal(ReportGathering.DefaultParts, parsed.GetValue<string[]>("--parts"));
        Assert.NotEmpty(ReportGathering.DefaultParts);
        Assert.Empty(ReportVerb.Create(new Terminal(Stream.Null, TextWriter.Null, width: 80)).Parse("--parts none").GetValue<string[]>("--parts")!);
    }

    [Fact]
    public async Task Html_OfDataWithRatios_IsThatOfTheComparison()
    {
        string earlier = Changed("earlier.json", static report => Double(report["jobs"]![0]!["comparison"]!["table"]!.AsArray(), "median"));
        await Called.Line($"report --from {SampleReport.Path} --baseline {earlier} --out {this["compared.html"]}");
        await File.WriteAllTextAsync(this["compared.json"], (await Called.Line($"report --from {SampleReport.Path} --baseline {earlier} --format json")).Output);
        await Called.Line($"report --from {this["compared.json"]} --out {this["again.html"]}");

        string page = await File.ReadAllTextAsync(this["compared.html"]);
        Assert.Contains("Against an earlier report", page, StringComparison.Ordinal);
        Assert.Equal(page, await File.ReadAllTextAsync(this["again.html"]));
    }

    [Fact]
    public async Task Json_OfStoredData_IsThatData()
    {
        Called called = await Called.Line($"report --from {SampleReport.Path} --format json");

        Assert.Equal((0, ""), (called.ExitCode, called.Error));
        Assert.True(JsonElement.DeepEquals(SampleReport.Element(), JsonSerializer.Deserialize<JsonElement>(called.Output)));
    }

    // Redirected, 60 columns: lines of a table are as long as the table is wide, but nothing is in them that a pager or an editor would trip over.
    [Theory]
    [InlineData("markdown")]
    [InlineData("csv")]
    [InlineData("json")]
    public async Task Text_OfHostileData_HasNoControlCharacters(string format)
    {
        string path = Changed("hostile.json", static report => report["machine"]!["os"] = "Nice\u001b[31m\u0007 | <b>");
        Called called = await Called.Line($"report --from {path} --format {format}", width: 60);

        Assert.Equal((0, ""), (called.ExitCode, called.Error));
        Assert.DoesNotContain(called.Output, static letter => char.IsControl(letter) && letter is not ('\n' or '\r'));
    }

    [Fact]
    public async Task Markdown_OfStoredData_IsTablesThatAreWhole()
    {
        string text = (await Called.Line($"report --from {SampleReport.Path} --format markdown --baseline {SampleReport.Path}")).Output;

        foreach (string heading in (string[])["# Measured", "## Against an earlier report", "## summarize", "## tiny-tasks", "## limits", "## latency", "## throughput", "## serialization", "## memory"])
            Assert.Contains($"{heading}\n", text, StringComparison.Ordinal);
        Assert.Contains("\n| mode | workers | median | minimum | maximum | speed-up |\n| --- | --- | --- | --- | --- | --- |\n| sequential | 1 | ", text, StringComparison.Ordinal);
        Assert.Contains("For a single call", text, StringComparison.Ordinal);
        Assert.Contains("| summarize | shared, 2 workers | seconds | ", text, StringComparison.Ordinal);
        string[] lines = text.Split('\n');
        for (int i = 1; i < lines.Length; i++)
            if (lines[i].StartsWith('|') && lines[i - 1].StartsWith('|')) Assert.Equal(lines[i - 1].Count(static letter => letter == '|'), lines[i].Count(static letter => letter == '|'));
        // Digits that no measurement has.
        Assert.DoesNotMatch(@"[1-9]\d*\.\d{6,}|0\.0*[1-9]\d{6,}", text);
    }

    [Fact]
    public async Task Csv_OfStoredData_HasEveryValueAtItsPlace()
    {
        string text = (await Called.Line($"report --from {SampleReport.Path} --format csv")).Output;

        // Places have no commas; values that have are in quotes.
        string[] lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Assert.Equal("place,value", lines[0]);
        Dictionary<string, string> values = lines.Skip(1).Select(static line => line.Split(',', 2)).ToDictionary(static line => line[0], static line =>
            line[1].StartsWith('"') ? line[1][1..^1].Replace("\"\"", "\"", StringComparison.Ordinal) : line[1]);
        JsonElement report = SampleReport.Element();
        Assert.Equal(report.GetProperty("machine").GetProperty("cpu").GetString(), values["machine.cpu"]);
        Assert.Equal(report.GetProperty("measurements").GetProperty("limits")[0].GetProperty("gigabytesPerSecond").GetRawText(), values["measurements.limits[0].gigabytesPerSecond"]);
        Assert.Equal(Leaves(report), values.Count);
    }

    [Fact]
    public async Task Csv_WithBaseline_HasTheRatios()
    {
        string text = (await Called.Line($"report --from {SampleReport.Path} --format csv --baseline {SampleReport.Path}")).Output;

        Assert.Matches(@"(?m)^baseline\.ratios\[0\]\.ratio,1\r?$", text);
    }

    [Theory]
    [InlineData("--from")]
    [InlineData("--baseline")]
    public async Task File_ThatIsNoReport_IsRefusedByName(string option)
    {
        string other = option == "--from" ? "" : $" --from {SampleReport.Path}";
        (await Called.Line($"report {option} {this["missing.json"]}{other}")).AssertRefused(2, $"{this["missing.json"]}: cannot be read");
        await File.WriteAllTextAsync(this["text.json"], "not json");
        (await Called.Line($"report {option} {this["text.json"]}{other}")).AssertRefused(2, $"{this["text.json"]}: is not JSON");
        await File.WriteAllTextAsync(this["other.json"], """{"schemaVersion":1,"runs":[]}""");
        (await Called.Line($"report {option} {this["other.json"]}{other}")).AssertRefused(2, $"{this["other.json"]}: is not the data of a report");
        await File.WriteAllTextAsync(this["list.json"], "[1, 2]");
        (await Called.Line($"report {option} {this["list.json"]}{other}")).AssertRefused(2, $"{this["list.json"]}: is not the data of a report");
        Assert.False(File.Exists("report.html"));
    }

    [Theory]
    [InlineData("html")]
    [InlineData("markdown")]
    public async Task File_WithAValueOfAnotherKind_IsRefusedByName(string format)
    {
        string path = Changed("kind.json", static report => report["machine"]!["cores"] = "two");
        (await Called.Line($"report --from {path} --format {format} --out {this[$"x.{(format == "html" ? "html" : "md")}"]}")).AssertRefused(2, $"{path}: lacks a value of a report");
        path = Changed("lacking.json", static report => report["jobs"]![0]!.AsObject().Remove("comparison"));
        (await Called.Line($"report --from {path} --format {format} --out {this[$"x.{(format == "html" ? "html" : "md")}"]}")).AssertRefused(2, $"{path}: lacks a value of a report");
        Assert.Empty(_folder.GetFiles("x.*"));
    }

    [Theory]
    [InlineData("--jobs nonsense", "--jobs: job 'nonsense' is not known")]
    [InlineData("--jobs ,", "--jobs: names no job")]
    [InlineData("--parts limits,nonsense", "--parts: part 'nonsense' is not known")]
    [InlineData("--parts ,", "--parts: names no part")]
    [InlineData("--from x.json --quick", "--quick: says what to measure, and --from measures nothing")]
    [InlineData("--jobs summarize --from x.json", "--jobs: says what to measure")]
    [InlineData("--format pdf", "--format: ")]
    public async Task Options_ThatMakeNoSense_AreRefusedBeforeAnythingIsMeasured(string options, string error) =>
        (await Called.Line($"report {options}")).AssertRefused(2, error);

    public void Dispose() => _folder.Delete(recursive: true);

    private string this[string name] => Path.Combine(_folder.FullName, name);

    private async Task<string> PageAsync(string name)
    {
        Called called = await Called.Line($"report --from {SampleReport.Path} --out {this[name]}");
        Assert.Equal((0, ""), (called.ExitCode, called.Output));
        Assert.Matches(@"^\S+\.html: [\d,.]+ bytes\r?\n$", called.Error);
        return await File.ReadAllTextAsync(this[name]);
    }

    private string Changed(string name, Action<JsonObject> change)
    {
        JsonObject report = SampleReport.Node();
        change(report);
        File.WriteAllText(this[name], report.ToJsonString());
        return this[name];
    }

    private static void Double(JsonArray rows, string field)
    {
        foreach (JsonNode? row in rows) row![field] = row[field]!.GetValue<double>() * 2;
    }

    private static int Leaves(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().Sum(static property => Leaves(property.Value)),
        JsonValueKind.Array => element.EnumerateArray().Sum(Leaves),
        _ => 1,
    };
}
