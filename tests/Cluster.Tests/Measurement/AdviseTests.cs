using System.Text.Json;
using Cluster.Tests.CommandLine;

namespace Cluster.Tests.Measurement;

/// <summary><c>coordinator advise</c> with real processes: that it is complete and says what it rests on; how good it is, <c>scripts/bench.sh advice</c> tells.</summary>
public sealed class AdviseTests : ProcessTest
{
    private static readonly string[] AllModes = ["sequential", "threads", "pipe", "shared"];

    [Fact]
    public async Task Advise_FirstCallsAndLaterOnes_MeasureTheMachineOnce()
    {
        string cache = Directory.CreateTempSubdirectory("advise-").FullName;
        try
        {
            string path = Path.Combine(cache, "cluster", "machine.json");
            using JsonDocument first = await AdviseAsync(cache, "summarize", "--count", "300000", "--workers", "3", "--verify");
            AssertComplete(first.RootElement, workers: 3);
            Assert.True(Constants(first).GetProperty("measuredNow").GetBoolean());
            Assert.Equal(path, Constants(first).Word("path"));
            AssertVerified(first.RootElement);
            byte[] kept = await File.ReadAllBytesAsync(path);

            // Another job, and a process later, the constants are the same to the last digit.
            using JsonDocument second = await AdviseAsync(cache, "gaussian-mixture", "--points", "20000", "--iterations", "3", "--resident", "off", "--ranks", "3");
            AssertComplete(second.RootElement, Environment.ProcessorCount);
            Assert.False(Constants(second).GetProperty("measuredNow").GetBoolean());
            Assert.Equal(4, second.RootElement.GetProperty("work").Whole("stages"));
            Assert.Equal([1, 2, 3], second.RootElement.GetProperty("ranks").EnumerateArray().Select(static one => (int)one.Whole("ranks")));
            Assert.Equal(Figures(first), Figures(second));
            Assert.Equal(kept, await File.ReadAllBytesAsync(path));

            // About a machine that is not this one, with output and a broadcast input, by another codec.
            using JsonDocument other = await AdviseAsync(cache, "matrix-multiply", "--size", "400", "--cores", "32", "--bandwidth", "400", "--codec", "messagepack");
            AssertComplete(other.RootElement, workers: 32);
            Assert.Equal((32, 400), (other.RootElement.GetProperty("target").Whole("cores"), other.RootElement.GetProperty("target").Number("gigabytesPerSecond")));

            // A damaged file is replaced, and so is a sound one when that is asked for.
            await File.WriteAllTextAsync(path, "{ half a docum");
            using JsonDocument repaired = await AdviseAsync(cache, "monte-carlo-pi", "--samples", "100000");
            Assert.True(Constants(repaired).GetProperty("measuredNow").GetBoolean());
            byte[] replaced = await File.ReadAllBytesAsync(path);
            using JsonDocument refreshed = await AdviseAsync(cache, "monte-carlo-pi", "--samples", "100000", "--refresh");
            Assert.True(Constants(refreshed).GetProperty("measuredNow").GetBoolean());
            Assert.NotEqual(replaced, await File.ReadAllBytesAsync(path));
            Assert.Equal([path], Directory.EnumerateFiles(cache, "*", SearchOption.AllDirectories));
        }
        finally
        {
            Directory.Delete(cache, recursive: true);
        }
    }

    [Fact]
    public async Task Advise_NoPlaceForTheConstants_WarnsAndGoesOn()
    {
        (int exit, string output, string error) = await RunAsync("/dev/null", "monte-carlo-pi", "--samples", "1000", "--timeout", "10m");

        Assert.True(exit == 0, error);
        Assert.StartsWith("warning: the constants of this machine cannot be kept in /dev/null/cluster/machine.json: ", error, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("predicted", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Advise_TimeLimit_EndsItWith124AndLeavesNothing()
    {
        string cache = Directory.CreateTempSubdirectory("advise-").FullName;
        try
        {
            (int exit, string output, string error) = await RunAsync(cache, "summarize", "--timeout", "800ms");

            Assert.Equal((124, ""), (exit, output));
            Assert.StartsWith("error: --timeout: 800 ms were over, it was ", error, StringComparison.Ordinal);
            Assert.Empty(Command.Workers());
            Assert.Empty(Directory.EnumerateFiles(cache, "*", SearchOption.AllDirectories));
        }
        finally
        {
            Directory.Delete(cache, recursive: true);
        }
    }

    private static JsonElement Constants(JsonDocument document) => document.RootElement.GetProperty("constants");

    // Without those two that say where they come from.
    private static IEnumerable<string> Figures(JsonDocument document) =>
        Constants(document).EnumerateObject().Where(static property => property.Name is not ("measuredNow" or "path")).Select(static property => property.Value.GetRawText());

    private static void AssertComplete(JsonElement advice, int workers)
    {
        JsonElement[] predictions = [.. advice.GetProperty("predictions").EnumerateArray()];
        Assert.Equal(AllModes, predictions.Select(static one => one.Word("mode")).Distinct());
        Assert.Equal(1, Assert.Single(predictions, static one => one.Word("mode") == "sequential").Whole("workers"));
        foreach (string mode in AllModes.Skip(1))
        {
            long[] numbers = [.. predictions.Where(one => one.Word("mode") == mode).Select(static one => one.Whole("workers"))];
            Assert.Equal((1, workers), (numbers[0], numbers[^1]));
            Assert.Equal(numbers.Order().Distinct(), numbers);
        }

        foreach (JsonElement one in predictions)
        {
            Assert.True(one.Number("seconds") > 0, one.GetRawText());
            Assert.InRange(one.Number("seconds"), one.Number("secondsLow"), one.Number("secondsHigh"));
            Assert.True(one.Number("firstCallSeconds") >= one.Number("seconds"), one.GetRawText());
            double parts = one.GetProperty("parts").EnumerateObject().Sum(static part => part.Value.GetDouble());
            Assert.InRange(parts / one.Number("seconds"), 0.999999, 1.000001);
        }

        foreach (string call in (string[])["repeated", "once"])
        {
            JsonElement choice = advice.GetProperty("recommendation").GetProperty(call);
            Assert.Contains(predictions, one => one.Word("mode") == choice.Word("mode") && one.Whole("workers") == choice.Whole("workers"));
            Assert.EndsWith(".", choice.Word("reason"), StringComparison.Ordinal);
        }

        JsonElement[] sizes = [.. advice.GetProperty("sizes").EnumerateArray()];
        Assert.True(sizes.Length >= 3);
        Assert.All(sizes, static size => Assert.All(AllModes, mode => Assert.True(size.GetProperty(mode).Number("seconds") > 0)));
        JsonElement[] breakEvens = [.. advice.GetProperty("breakEven").EnumerateArray()];
        Assert.Equal(10, breakEvens.Length);
        Assert.All(breakEvens, static one => Assert.Equal(one.GetProperty("from").ValueKind == JsonValueKind.Null, one.GetProperty("reason").ValueKind == JsonValueKind.String));
    }

    private static void AssertVerified(JsonElement advice)
    {
        JsonElement[] rows = [.. advice.GetProperty("verification").EnumerateArray()];
        Assert.Equal(AllModes, rows.Select(static row => row.Word("mode")));
        Assert.Single(rows.Select(static row => row.Word("digest")).Distinct());
        foreach (JsonElement row in rows)
        {
            Assert.InRange(row.Number("measuredSeconds"), row.Number("measuredSecondsMin"), row.Number("measuredSecondsMax"));
            Assert.Equal((row.Number("predictedSeconds") / row.Number("measuredSeconds")) - 1, row.Number("error"), 6);
        }
    }

    private static async Task<JsonDocument> AdviseAsync(string cache, params string[] arguments)
    {
        (int exit, string output, string error) = await RunAsync(cache, [.. arguments, "--json"]);
        Assert.True(exit == 0, error);
        Assert.Empty(error);
        Assert.Equal(1, output.Count(static character => character == '\n'));
        await Schema.AssertValidWherePossibleAsync("advise", output);
        return JsonDocument.Parse(output);
    }

    private static Task<(int ExitCode, string Output, string Error)> RunAsync(string cache, params string[] arguments) =>
        Command.RunAsync(new Dictionary<string, string> { ["XDG_CACHE_HOME"] = cache }, ["advise", .. arguments]);
}
