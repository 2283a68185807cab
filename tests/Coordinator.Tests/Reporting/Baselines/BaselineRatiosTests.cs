using System.Text.Json;
using System.Text.Json.Nodes;

namespace Cluster.Coordinator.Reporting.Baselines;

/// <summary>What is compared between two reports, and what is not.</summary>
public sealed class BaselineRatiosTests
{
    [Fact]
    public void Ratios_OfAReportToItself_AreOne()
    {
        BaselineRatios ratios = Of(SampleReport.Node(), SampleReport.Node());

        Assert.Empty(ratios.NotCompared);
        Assert.All(ratios.All, static ratio => Assert.Equal(1, ratio.Value));
        Assert.Equal(["summarize", "tiny-tasks", "limits", "memory", "serialization", "throughput", "latency"], ratios.All.Select(static ratio => ratio.Subject).Distinct());
        // Each figure once: rows that are not told apart would be compared with each other.
        Assert.Equal(ratios.All.Count, ratios.All.Select(static ratio => (ratio.Subject, ratio.Row, ratio.Figure)).Distinct().Count());
    }

    // As many rows as there are: none is lost because its name is not its own.
    [Fact]
    public void Rows_OfEveryPart_AreToldApart()
    {
        foreach (JsonProperty part in SampleReport.Element().GetProperty("measurements").EnumerateObject())
        {
            string[] names = [.. part.Value.EnumerateArray().Select(PartFigures.Name)];
            Assert.Equal(names.Distinct(), names);
        }
    }

    [Fact]
    public async Task Rows_WrittenToday_AreToldApartAndHaveFigures()
    {
        JsonElement report = await SampleReport.Written();
        foreach (MeasuredPart part in (MeasuredPart[])[SampleParts.Limits, .. SampleParts.Others])
        {
            JsonElement[] rows = [.. report.GetProperty("measurements").GetProperty(part.Name).EnumerateArray()];
            Assert.Equal(rows.Length, rows.Select(PartFigures.Name).Distinct().Count());
            Assert.Contains(rows, static row => PartFigures.Of(row).Any());
        }
    }

    [Fact]
    public void Ratio_OfAMode_IsNowByEarlier()
    {
        JsonObject earlier = SampleReport.Node();
        JsonNode row = earlier["jobs"]![0]!["comparison"]!["table"]!.AsArray().Single(static one => one!["mode"]!.GetValue<string>() == "pipe")!;
        double now = row["median"]!.GetValue<double>();
        row["median"] = now / 4;

        Ratio ratio = Of(SampleReport.Node(), earlier).All.Single(static one => one is { Subject: "summarize", Row: "pipe, 2 workers" });

        Assert.Equal(("seconds", now / 4, now, 4), (ratio.Figure, ratio.Earlier, ratio.Now, Math.Round(ratio.Value, 9)));
    }

    [Theory]
    [InlineData("parameters", "count")]
    [InlineData("input", "bytes")]
    public void Job_WithOtherWork_IsNotCompared(string where, string what)
    {
        JsonObject earlier = SampleReport.Node();
        earlier["jobs"]![0]!["comparison"]!["runs"]![0]![where]![what] = 5;

        BaselineRatios ratios = Of(SampleReport.Node(), earlier);

        Assert.Equal(["summarize, which had other options or another input"], ratios.NotCompared);
        Assert.DoesNotContain(ratios.All, static ratio => ratio.Subject == "summarize");
        Assert.Contains(ratios.All, static ratio => ratio.Subject == "tiny-tasks");
    }

    [Fact]
    public void WhatOnlyOneHas_IsLeftOut()
    {
        JsonObject now = SampleReport.Node(), earlier = SampleReport.Node();
        now["measurements"]!["spawn"] = new JsonArray(new JsonObject { ["processes"] = 1, ["milliseconds"] = 3, ["millisecondsMin"] = 2, ["millisecondsMax"] = 4 });
        earlier["measurements"]!.AsObject().Remove("latency");
        earlier["jobs"]!.AsArray().RemoveAt(0);

        string[] subjects = [.. Of(now, earlier).All.Select(static ratio => ratio.Subject).Distinct()];

        Assert.Equal(["tiny-tasks", "limits", "memory", "serialization", "throughput"], subjects);
    }

    // A setting that is not known here would make two experiments look like one.
    [Fact]
    public void RowsOfOneName_AreNotCompared()
    {
        JsonArray Rows() => new(
            new JsonObject { ["processes"] = 1, ["novelty"] = 1, ["milliseconds"] = 3, ["millisecondsMin"] = 2, ["millisecondsMax"] = 4 },
            new JsonObject { ["processes"] = 1, ["novelty"] = 2, ["milliseconds"] = 5, ["millisecondsMin"] = 2, ["millisecondsMax"] = 9 },
            new JsonObject { ["processes"] = 2, ["novelty"] = 2, ["milliseconds"] = 5, ["millisecondsMin"] = 2, ["millisecondsMax"] = 9 });
        JsonObject now = SampleReport.Node(), earlier = SampleReport.Node();
        (now["measurements"]!["spawn"], earlier["measurements"]!["spawn"]) = (Rows(), Rows());

        Assert.Equal("2 processes", Assert.Single(Of(now, earlier).All, static ratio => ratio.Subject == "spawn").Row);
    }

    private static BaselineRatios Of(JsonObject now, JsonObject earlier) => BaselineRatios.Of(SampleReport.Element(now), SampleReport.Element(earlier));
}
