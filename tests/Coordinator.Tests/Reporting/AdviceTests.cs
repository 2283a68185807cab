using System.Text;
using System.Text.Json;
using Cluster.Coordinator.Cli;
using Cluster.Coordinator.Execution;
using Cluster.Coordinator.Measurement.Advice;
using Cluster.Coordinator.Reporting.Json;
using Cluster.Coordinator.Reporting.Tables;
using Cluster.Coordinator.Reporting.Wording;
using Cluster.Serialization;

namespace Cluster.Coordinator.Reporting;

/// <summary>Advice as people and programs read it.</summary>
public sealed class AdviceTests
{
    [Fact]
    public void Sentence_LittleWork_IsToStaySequential()
    {
        JobAdvice advice = SampleAdvice.Of(1e-7);

        Assert.Equal(ExecutionMode.Sequential, advice.Repeated.Chosen.Mode);
        Assert.Matches(@"^Stay sequential: 0\.070 ms\. The best of the rest, 4 threads, would take 6\.\d\d x as long: waking workers takes 0\.400 ms \(9\d%\).*\.$", new AdviceText(advice).Repeated);
        Assert.Null(new AdviceText(advice).Batch);
    }

    [Fact]
    public void Sentence_WorkThatDivides_NamesThreadsAndWhatProcessesWouldCost()
    {
        var words = new AdviceText(SampleAdvice.Of(5e-3));

        Assert.Matches(@"^Use 4 threads: 80\.4 ms, 3\.98 x as fast as sequential: the work divides well and little comes on top\. Processes, .* are as fast \(shared with 4 workers, \d+\.\d ms\)\.$", words.Repeated);
        Assert.StartsWith("For a single call the same: ", words.Once, StringComparison.Ordinal);
        Assert.StartsWith("Batch: leave it to the schedule", words.Batch, StringComparison.Ordinal);
    }

    [Fact]
    public void Sentence_MemoryIsFull_SaysSo()
    {
        JobAdvice advice = SampleAdvice.Of(1e-3, together: 3.8e-3);
        advice = advice with { Chunk = advice.Chunk with { MemoryBytes = 1e6 } };

        Assert.Contains("4 cores compute only 1.05 x as fast as one, because the memory delivers no more", new AdviceText(advice).Repeated, StringComparison.Ordinal);
    }

    [Fact]
    public void Sentence_GarbageCollection_PrefersProcesses()
    {
        PreparedJob job = SampleAdvice.Of(1).Job;
        JobAdvice advice = SampleAdvice.Of(job, SampleAdvice.Chunk(10e-3, together: 30e-3) with { CollectingShare = 0.6 });

        Assert.Equal(ExecutionMode.Shared, advice.Repeated.Chosen.Mode);
        Assert.Contains("one garbage collector", new AdviceText(advice).Repeated, StringComparison.Ordinal);
        Assert.Contains("60% of the time", new AdviceText(advice).Repeated, StringComparison.Ordinal);
    }

    [Fact]
    public void Sentence_FewChunks_NamesThem()
    {
        var job = PreparedJob.Prepare(new RunRequest { Job = "summarize", Workers = 4, Options = new Dictionary<string, object> { ["count"] = 64_000L } });

        Assert.Contains("only 1 chunk to hand out", new AdviceText(SampleAdvice.Of(job, SampleAdvice.Chunk(5e-3))).Repeated, StringComparison.Ordinal);
    }

    [Fact]
    public void Sentence_OtherForASingleCall_SaysAfterHowManyTheFirstPaysOff()
    {
        // Threads are paid for at once; processes win only where threads are stopped by their collector.
        PreparedJob job = SampleAdvice.Of(1).Job;
        var words = new AdviceText(SampleAdvice.Of(job, SampleAdvice.Chunk(1e-3, together: 2e-3) with { CollectingShare = 0.5 }));

        Assert.StartsWith("Use shared with 4 workers", words.Repeated, StringComparison.Ordinal);
        Assert.Matches(@"^For a single call: 4 threads, .*; what shared with 4 workers costs once pays off after \d+ calls\.$", words.Once);
    }

    [Fact]
    public void Remarks_WhatSpoilsIt_IsSaid()
    {
        JobAdvice advice = SampleAdvice.Of(1e-3);
        Assert.Empty(new AdviceText(advice).Remarks);
        Assert.Contains("30% of the cores", Assert.Single(new AdviceText(advice with { Machine = advice.Machine with { OthersShare = 0.3 } }).Remarks), StringComparison.Ordinal);
        Assert.Contains("--bandwidth", Assert.Single(new AdviceText(advice with { Circumstances = new Circumstances(32, null, ChunkCodec.Raw) }).Remarks), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(7, "7")]
    [InlineData(999, "999")]
    [InlineData(1004, "1000")]
    [InlineData(9999, "10000")]
    [InlineData(123_456, "123000")]
    [InlineData(98_765_432_100, "98800000000")]
    public void Size_IsShortAndReadByTheCommandLine(long size, string text)
    {
        Assert.Equal(text, AdviceText.Size(size));
        Assert.True(Cli.Options.OptionText.TryWhole(text, out long read));
        Assert.InRange((double)read / size, 0.995, 1.005);
    }

    [Theory]
    [InlineData(60)]
    [InlineData(120)]
    public async Task Table_AnyWidth_IsPlainAndFits(int width)
    {
        JobAdvice advice = await SampleAdvice.VerifiedAsync(SampleAdvice.Of(2e-4));

        string text = Draw(width, advice);

        Assert.DoesNotContain(text, static character => char.IsControl(character) && character is not ('\n' or '\r'));
        foreach (string line in text.Split(Environment.NewLine))
            Assert.True(line.Length <= width || line.Contains("sha256:", StringComparison.Ordinal) || line.Contains("machine.json", StringComparison.Ordinal), line);
        foreach (string part in (string[])["predicted", "single call", "threads than sequential", "pipe than threads", "verified", "measured", "results: identical"])
            Assert.Contains(part, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Document_HasTheFieldsInOrder()
    {
        using var written = new MemoryStream();
        using (var writer = new Utf8JsonWriter(written)) AdviceDocument.Write(writer, await SampleAdvice.VerifiedAsync(SampleAdvice.Of(2e-4)), Machine.Read());
        using var document = JsonDocument.Parse(written.ToArray());

        JsonElement advice = document.RootElement;
        Assert.Equal(
            ["schemaVersion", "job", "parameters", "codec", "work", "target", "sample", "constants", "predictions", "recommendation", "breakEven", "sizes",
             "verification", "machine"],
            Names(advice));
        JsonElement prediction = advice.GetProperty("predictions")[0];
        Assert.Equal(
            ["mode", "workers", "seconds", "secondsLow", "secondsHigh", "firstCallSeconds", "firstCallSecondsLow", "firstCallSecondsHigh", "parts"], Names(prediction));
        Assert.Equal(["computingSeconds", "movingSeconds", "handingOutSeconds", "wakingSeconds", "reducingSeconds"], Names(prediction.GetProperty("parts")));
        Assert.Equal(["repeated", "once", "batch", "remarks"], Names(advice.GetProperty("recommendation")));
        Assert.Equal(["mode", "workers", "seconds", "reason"], Names(advice.GetProperty("recommendation").GetProperty("repeated")));
        Assert.All(advice.GetProperty("breakEven").EnumerateArray(), static one => Assert.Equal(["mode", "than", "call", "option", "from", "to", "reason"], Names(one)));
        Assert.Equal(
            ["mode", "workers", "predictedSeconds", "measuredSeconds", "measuredSecondsMin", "measuredSecondsMax", "error", "digest"],
            Names(advice.GetProperty("verification")[0]));
    }

    private static IEnumerable<string> Names(JsonElement element) => element.EnumerateObject().Select(static property => property.Name);

    private static string Draw(int width, JobAdvice advice)
    {
        using var output = new MemoryStream();
        new Terminal(output, TextWriter.Null, width).WriteTables(console => AdviceTable.Write(console, advice));
        return Encoding.UTF8.GetString(output.ToArray());
    }
}
