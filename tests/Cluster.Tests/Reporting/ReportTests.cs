using System.Text.Json;
using Cluster.Coordinator.Cli.Ending;
using Cluster.Coordinator.Cli.Verbs;
using Cluster.Coordinator.Measurement;
using Cluster.Coordinator.Reporting;
using Cluster.Faults;
using Cluster.Processes;
using Cluster.Tests.CommandLine;
using Microsoft.Extensions.Logging.Abstractions;

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
            Assert.Equal(["schemaVersion", "quick", "machine", "jobs", "measurements", "timeline", "gaps"], report.RootElement.EnumerateObject().Select(static one => one.Name));
            Assert.Empty(report.RootElement.GetProperty("gaps").EnumerateArray());
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

    [Fact]
    public async Task Gathering_APartThatFails_LeavesAGapAndGoesOn()
    {
        var how = new MeasurementSettings { Quick = true, Pool = new PoolOptions { Workers = 2 }, Log = NullLogger.Instance };
        var headway = new PartHeadway(ReportGathering.Steps([], ["first", "second"]));
        IMeasurement[] parts = [new Part("first", static () => throw new FaultException(FaultCode.OutOfMemory, "too little")), new Part("second", static () => [])];

        ReportData data = await new ReportGathering([], parts, how, headway, CancellationToken.None).GatherAsync(Machine.Read());

        Assert.Equal([new ReportGap("first", "too little")], data.Gaps);
        Assert.Equal("second", Assert.Single(data.Parts).Name);
        Assert.NotNull(data.Traced);
    }

    [Fact]
    public async Task Gathering_ThatIsEnded_HasNoGapButEnds()
    {
        using var source = new CancellationTokenSource();
        var how = new MeasurementSettings { Quick = true, Pool = new PoolOptions { Workers = 2 }, Log = NullLogger.Instance };
        IMeasurement[] parts = [new Part("first", () =>
        {
            source.Cancel();
            throw new FaultException(FaultCode.WorkerLost, "killed, as was asked for");
        })];

        var gathering = new ReportGathering([], parts, how, new PartHeadway(ReportGathering.Steps([], ["first"])), source.Token);

        await Assert.ThrowsAsync<FaultException>(() => gathering.GatherAsync(Machine.Read()));
    }

    private sealed class Part(string name, Func<IReadOnlyList<MeasurementRow>> measure) : IMeasurement
    {
        public string Name => name;

        public string Summary => "";

        public Task<IReadOnlyList<MeasurementRow>> RunAsync(
            MeasurementSettings settings, IProgress<double> progress, CancellationToken cancellationToken) => Task.FromResult(measure());
    }

    private static async Task RunAsync(string cache, params string[] arguments)
    {
        (int exit, string output, string error) = await Command.RunAsync(new Dictionary<string, string> { ["XDG_CACHE_HOME"] = cache }, ["report", .. arguments]);
        Assert.True(exit == 0, error);
        Assert.Equal("", output);
    }
}
