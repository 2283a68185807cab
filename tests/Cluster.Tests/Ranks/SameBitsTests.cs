using System.Globalization;
using System.Text.Json;
using Cluster.Coordinator.Execution;
using Cluster.Tests.CommandLine;
using Cluster.Workloads;

namespace Cluster.Tests.Ranks;

/// <summary>One digest, however many ranks compute it, each with however many workers.</summary>
public sealed class SameBitsTests : ProcessTest
{
    public static TheoryData<string> Jobs() => [.. JobCatalog.Names];

    [Theory]
    [MemberData(nameof(Jobs))]
    public async Task Digest_OneToFourRanks_IsThatOfOneProcess(string job)
    {
        MpiRun.Require();
        RunRequest request = Runs.Small(job);
        string expected = await Runs.DigestAsync(request, ExecutionMode.Sequential);
        // Each mode, and each number of ranks; the chunks are so few that some ranks of four have none. All combinations: RankedRunTests.
        (int Ranks, int Workers, string Mode)[] runs = [(1, 2, "shared"), (2, 2, "shared"), (3, 1, "pipe"), (4, 1, "threads")];
        foreach ((int ranks, int workers, string mode) in runs)
        {
            string[] options = [.. request.Options.SelectMany(static option => new[] { $"--{option.Key}", string.Create(CultureInfo.InvariantCulture, $"{option.Value}") })];
            string[] arguments = ["run", job, .. options, "--engine", "mpi", "--mode", mode, "--workers", $"{workers}", "--json"];
            (int exitCode, string output, string error) = await MpiRun.RunAsync(ranks, arguments);
            Assert.True(exitCode == 0, $"{ranks} ranks with {workers} workers, {mode}: {error}");
            using JsonDocument document = JsonDocument.Parse(output);
            Assert.True(expected == document.RootElement.GetProperty("digest").GetString(), $"{job}, {ranks} ranks with {workers} workers, {mode}");
            Assert.Equal(ranks * workers, document.RootElement.GetProperty("workers").GetInt32());
            Assert.Equal(ranks, document.RootElement.GetProperty("ranks").GetArrayLength());
            Assert.Equal("", error);
        }
    }

    [Fact]
    public async Task Document_OfTwoRanks_IsAsItsSchemaSays()
    {
        MpiRun.Require();
        (int exitCode, string output, string error) = await MpiRun.RunAsync(
            2, "run", "gaussian-mixture", "--points", "20000", "--iterations", "4", "--engine", "mpi", "--workers", "1", "--json");
        Assert.True(exitCode == 0, error);
        await Schema.AssertValidWherePossibleAsync("run", output);
        using JsonDocument document = JsonDocument.Parse(output);
        Assert.Equal("mpi", document.RootElement.GetProperty("engine").GetString());
        JsonElement bytes = document.RootElement.GetProperty("bytes");
        Assert.True(bytes.GetProperty("broadcast").GetInt64() > 0);
        Assert.True(bytes.GetProperty("gather").GetInt64() > 0);
        Assert.Equal(0, bytes.GetProperty("scatter").GetInt64());
        Assert.Equal([0, 1], document.RootElement.GetProperty("workersDetail").EnumerateArray().Select(static worker => worker.GetProperty("rank").GetInt32()));
        long chunks = document.RootElement.GetProperty("ranks").EnumerateArray().Sum(static rank => rank.GetProperty("chunks").GetInt64());
        // One stage more than iterations: the first only measures.
        Assert.Equal(0, chunks % document.RootElement.GetProperty("chunks").GetInt64());
    }

    [Fact]
    public async Task Compare_EveryMode_IsIdenticalToSequential()
    {
        MpiRun.Require();
        (int exitCode, string output, string error) = await MpiRun.RunAsync(
            2, "compare", "distance-matrix", "--points", "300", "--engine", "mpi", "--workers", "1", "--repeat", "2", "--warmup", "0", "--json");
        Assert.True(exitCode == 0, error);
        await Schema.AssertValidWherePossibleAsync("comparison", output);
        using JsonDocument document = JsonDocument.Parse(output);
        Assert.True(document.RootElement.GetProperty("identical").GetBoolean());
        Assert.Equal([1, 2, 2, 2], document.RootElement.GetProperty("table").EnumerateArray().Select(static row => row.GetProperty("workers").GetInt32()));
    }

    [Fact]
    public async Task Output_OfThreeRanks_IsThatOfOne()
    {
        MpiRun.Require();
        string folder = Directory.CreateTempSubdirectory("ranks-").FullName;
        try
        {
            string[] job = ["run", "distance-matrix", "--points", "500", "--chunk-size", "40", "--output"];
            (int alone, _, string said) = await Command.RunAsync([.. job, $"{folder}/alone.npy", "--mode", "sequential"]);
            Assert.True(alone == 0, said);
            (int exitCode, _, string error) = await MpiRun.RunAsync(3, [.. job, $"{folder}/ranks.npy", "--engine", "mpi", "--workers", "1"]);
            Assert.True(exitCode == 0, error);
            Assert.Equal(await File.ReadAllBytesAsync($"{folder}/alone.npy"), await File.ReadAllBytesAsync($"{folder}/ranks.npy"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
