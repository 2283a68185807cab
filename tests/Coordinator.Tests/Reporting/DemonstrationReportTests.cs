using System.Text;
using System.Text.Json;
using Cluster.Coordinator.Cli;
using Cluster.Coordinator.Reporting.Demonstrations;
using Cluster.Coordinator.Reporting.Json;
using Cluster.Coordinator.Reporting.Tables;

namespace Cluster.Coordinator.Reporting;

/// <summary>How a demonstration is told, to people and to programs.</summary>
public sealed class DemonstrationReportTests
{
    private static readonly Lesson Lesson = new()
    {
        Mistake =
        [
            new FactGroup("mistake", "Several workers at one thing, described at a length that does not fit into sixty columns",
                [Fact.Number("count", "counted", 7L), Fact.Time("wall", "took", TimeSpan.FromMilliseconds(12.5)), Fact.Truth("right", "right", false)],
                new FactTable("workers", [Row("first", 1.5, 1, 2, 3), Row("second", double.NaN, 4)])),
        ],
        Diagnosis = "Something was counted twice.",
        Detection = "Somebody looked.",
        Cure = "Count once.",
        Cured = [new FactGroup("cured", "Counted once", [Fact.Number("count", "counted", 6L), Fact.Ratio("ratio", "of that", 0.5)])],
        IsShown = true,
    };

    private static readonly DemonstrationReport Sample =
        new("sample", "a mistake that is made up", "No Document at All", Lesson, TimeSpan.FromSeconds(1.25));

    [Theory]
    [InlineData(60)]
    [InlineData(120)]
    public void Text_AnyWidth_FitsAndHoldsEverything(int width)
    {
        using var output = new MemoryStream();
        new Terminal(output, TextWriter.Null, width).WriteTables(static console => DemonstrationTable.Write(console, Sample));
        string text = Encoding.UTF8.GetString(output.ToArray());

        Assert.DoesNotContain(text, static character => char.IsControl(character) && character is not ('\n' or '\r'));
        Assert.All(text.Split(Environment.NewLine), line => Assert.True(line.Length <= width && !line.EndsWith(' '), line));
        foreach (string part in new[]
        {
            "sample: a mistake that is made up", "No Document at All", "1.25 s", "counted", "12.5 ms", "second", "1, 2, 3",
            "What went wrong:", "Something was counted twice.", "How it was detected:", "Somebody looked.", "The cure:", "Count once.",
            "Counted once:", "0.500 x",
        })
            Assert.Contains(part, text, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_HasTheFieldsInOrder()
    {
        using var output = new MemoryStream();
        var terminal = new Terminal(output, TextWriter.Null, width: 80);
        terminal.WriteJson(static writer => DemonstrationDocument.Write(writer, Sample, Machine.Read()));
        using JsonDocument document = JsonDocument.Parse(output.ToArray());

        JsonElement root = document.RootElement;
        Assert.Equal(
            ["schemaVersion", "demo", "title", "source", "shown", "facts", "diagnosis", "detection", "cure", "seconds", "machine"],
            root.EnumerateObject().Select(static property => property.Name));
        Assert.Equal((1, "sample"), (root.GetProperty("schemaVersion").GetInt32(), root.GetProperty("demo").GetString()));
        Assert.Equal((true, 1.25), (root.GetProperty("shown").GetBoolean(), root.GetProperty("seconds").GetDouble()));
        JsonElement mistake = root.GetProperty("facts").GetProperty("mistake");
        Assert.Equal((7, 0.0125), (mistake.GetProperty("count").GetInt64(), mistake.GetProperty("wallSeconds").GetDouble()));
        Assert.False(mistake.GetProperty("right").GetBoolean());
        JsonElement[] workers = [.. mistake.GetProperty("workers").EnumerateArray()];
        Assert.Equal("first", workers[0].GetProperty("who").GetString());
        Assert.Equal("NaN", workers[1].GetProperty("load").GetString());
        Assert.Equal(6, root.GetProperty("facts").GetProperty("cured").GetProperty("count").GetInt64());
    }

    private static Fact[] Row(string who, double load, params long[] parts) =>
        [Fact.Word("who", "worker", who), Fact.Number("load", "busy cores", load), Fact.List("parts", "parts", parts)];
}
