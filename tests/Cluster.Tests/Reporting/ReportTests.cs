using System.Text.Json;
using Cluster.Tests.CommandLine;

namespace Cluster.Tests.Reporting;

/// <summary><c>coordinator report</c> with real measurements: complete, and the same page again from its data.</summary>
public sealed class ReportTests : ProcessTest
{
    [Fact]
    public async Task Report_Measured_HasEverythingAndGivesTheSamePageAgain()
    {
        string folder = Directory.CreateTempSubdirectory("report-").FullName;
        try
        {
            string data = Path.Combine(folder, "report.json"), first = Path.Combine(folder, "first.html"), second = Path.Combine(folder, "second.html");
            await RunAsync(folder, "--quick", "--jobs", "tiny-tasks", "--parts", "limits,latency", "--workers", "2", "--format", "json", "--out", data);
            await RunAsync(folder, "--from", data, "--out", first);
            await RunAsync(folder, "--from", data, "--out", second);

            using JsonDocument report = JsonDocument.Parse(await File.ReadAllBytesAsync(data));
            Assert.Equal(["schemaVersion", "quick", "machine", "jobs", "measurements", "timeline"], report.RootElement.EnumerateObject().Select(static one => one.Name));
            JsonElement job = Assert.Single(report.RootElement.GetProperty("jobs").EnumerateArray());
            Assert.True(job.GetProperty("comparison").GetProperty("identical").GetBoolean());
            Assert.Equal(9 + 3, job.GetProperty("scaling").GetArrayLength());
            Assert.True(job.GetProperty("advice").GetProperty("sizes").GetArrayLength() > 2);
            Assert.Equal(["limits", "latency"], report.RootElement.GetProperty("measurements").EnumerateObject().Select(static one => one.Name));
            string page = await File.ReadAllTextAsync(first);
            foreach (string section in (string[])["summary", "machine", "job-tiny-tasks", "timeline", "latency", "limits"])
                Assert.Contains($"<section id=\"{section}\">", page, StringComparison.Ordinal);
            foreach (string chart in (string[])["phases-tiny-tasks", "scaling-tiny-tasks", "break-even-tiny-tasks", "latency-blocking", "latency-asynchronous", "limits-4096", "timeline-chart"])
                Assert.Contains($"aria-labelledby=\"{chart}-title {chart}-text\"", page, StringComparison.Ordinal);
            Assert.Equal(await File.ReadAllBytesAsync(first), await File.ReadAllBytesAsync(second));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task RunAsync(string cache, params string[] arguments)
    {
        (int exit, string output, string error) = await Command.RunAsync(new Dictionary<string, string> { ["XDG_CACHE_HOME"] = cache }, ["report", .. arguments]);
        Assert.True(exit == 0, error);
        Assert.Equal("", output);
    }
}
