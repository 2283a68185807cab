using System.Diagnostics;
using System.Text.Json;
using Cluster.Coordinator.Execution;
using Cluster.Coordinator.Reporting.Json;
using Cluster.Diagnostics;
using Cluster.Serialization;

namespace Cluster.Tests.Modes;

/// <summary>A trace says what every thread and process did when, and says nothing else than the phases do.</summary>
public sealed class TraceTests : ProcessTest
{
    [Theory]
    [InlineData("sequential", 1)]
    [InlineData("threads", 2)]
    [InlineData("pipe", 2)]
    [InlineData("shared", 2)]
    public async Task Slices_OfAWorker_DoNotOverlapAndAreItsPhases(string mode, int workers)
    {
        RunOutcome outcome = await TracedAsync(mode);

        int stages = outcome.Trace!.Rows.First(row => row.Name == "stages").Spans.Count / 3;
        Assert.True(stages > 1);
        Assert.Equal(workers, outcome.Middle.Account.Workers.Count);
        foreach (Repetition repetition in outcome.Repetitions)
        {
            foreach (WorkerAccount worker in repetition.Account.Workers)
            {
                Assert.All(worker.Slices.Zip(worker.Slices.Skip(1)), pair => Assert.Equal(pair.First.End, pair.Second.Begin));
                for (int phase = 0; phase < PhaseClock.PhaseCount; phase++)
                    Assert.Equal(worker.Ticks[phase], worker.Slices.Where(slice => slice.Phase == (Phase)phase).Sum(slice => slice.End - slice.Begin));
            }

            // Each stage computes each chunk once.
            IEnumerable<TraceSlice> computing = repetition.Account.Workers.SelectMany(worker => worker.Slices).Where(slice => slice.Phase == Phase.Compute);
            int[] chunks = [.. computing.Select(slice => slice.Chunk).Order()];
            Assert.Equal(Enumerable.Range(0, outcome.Job.Plan.Count).SelectMany(chunk => Enumerable.Repeat(chunk, stages)), chunks);
        }
    }

    [Theory]
    [InlineData("threads")]
    [InlineData("pipe")]
    [InlineData("shared")]
    public async Task Rows_OfTheDocument_HaveNoOverlapAndNames(string mode)
    {
        RunOutcome outcome = await TracedAsync(mode);
        using var memory = new MemoryStream();
        using (var writer = new Utf8JsonWriter(memory)) ChromeTrace.Write(writer, [outcome.Trace!]);
        using var document = JsonDocument.Parse(memory.ToArray());

        JsonElement[] events = [.. document.RootElement.GetProperty("traceEvents").EnumerateArray()];
        string[] rows = [.. events.Where(one => Text(one, "name") == "thread_name").Select(one => Text(one.GetProperty("args"), "name"))];
        string worker = mode == "threads" ? "thread" : "worker";
        Assert.Superset(new HashSet<string> { $"{mode}: run", $"{mode}: stages", $"{mode}: reduction", $"{mode}: {worker} 0", $"{mode}: {worker} 1" }, rows.ToHashSet());
        Assert.Equal(mode == "pipe", rows.Any(row => row.Contains("sender", StringComparison.Ordinal)));

        var slices = events.Where(one => Text(one, "ph") == "X").ToLookup(one => one.GetProperty("tid").GetInt32());
        Assert.Equal(rows.Length, slices.Count);
        foreach (IGrouping<int, JsonElement> row in slices)
        {
            (decimal Begin, decimal End)[] times = [.. row.Select(one => (Number(one, "ts"), Number(one, "ts") + Number(one, "dur"))).Order()];
            Assert.All(times, time => Assert.True(time.Begin >= 0 && time.End > time.Begin));
            Assert.All(times.Zip(times.Skip(1)), pair => Assert.True(pair.Second.Begin >= pair.First.End, $"{pair} overlap"));
        }

        static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
        static decimal Number(JsonElement element, string name) => element.GetProperty(name).GetDecimal();
    }

    [Fact]
    public async Task Run_WithoutTrace_RecordsNothing()
    {
        RunOutcome outcome = await Runs.RunAsync(Runs.Small("gaussian-mixture"), ExecutionMode.Shared);
        Assert.Null(outcome.Trace);
        Assert.All(outcome.Middle.Account.Workers, worker => Assert.Empty(worker.Slices));
    }

    private static Task<RunOutcome> TracedAsync(string mode) => Runs.RunAsync(
        Runs.Small("gaussian-mixture") with { ChunkSize = 500, Trace = true, Warmup = 1, Repeat = 2, Codec = ChunkCodec.MessagePack }, Runs.Mode(mode));
}
