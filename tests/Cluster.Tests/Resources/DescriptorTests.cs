namespace Cluster.Tests.Resources;

/// <summary>Too few descriptors: an error that names the limit, or fewer workers. Never a signal.</summary>
[Trait("Fault", "40")]
public sealed class DescriptorTests : ProcessTest
{
    [Theory]
    [InlineData(48)]
    [InlineData(64)]
    [InlineData(128)]
    public async Task Run_FewerThanItTakes_NamesTheLimit(int limit)
    {
        (int exit, string output, string error) = await Confined.RunAsync(["prlimit", $"--nofile={limit}:{limit}"], "run", "summarize", "--count", "1e5");
        Confined.AssertOneLine(error, "error: open files: ", $"{limit} are allowed");
        Assert.Equal((2, ""), (exit, output));
    }

    [Theory]
    [InlineData(160)]
    [InlineData(176)]
    [InlineData(200)]
    public async Task Run_FewerThanAllWorkersTake_GoesOnWithFewer(int limit)
    {
        (int exit, string output, string error) = await Confined.RunAsync(
            ["prlimit", $"--nofile={limit}:{limit}"], "compare", "summarize", "--count", "1e5", "--workers", "16", "--repeat", "1", "--json");
        Assert.StartsWith("warning: Started ", error, StringComparison.Ordinal);
        Assert.Contains($"of 16 workers: {limit} open files are allowed", error, StringComparison.Ordinal);
        Assert.True(exit == 0, error);
        Assert.Contains("\"identical\":true", output, StringComparison.Ordinal);
    }

    // What a program of the user's has open is its own; at its start there must be room for the pool, or a sentence.
    [Theory]
    [InlineData(120)]
    [InlineData(150)]
    [InlineData(200)]
    public async Task StartAsync_FewerThanAllWorkersTake_HasFewerOrSaysSo(int limit)
    {
        (int exit, string output, string error) = await PoolProgram.RunAsync(["prlimit", $"--nofile={limit}:{limit}"], workers: 32);
        Assert.True(exit is 0 or 5, $"{exit}: {output}{error}");
        if (exit == 0) Assert.Matches(@"^([1-9]|[12]\d) workers, sum 6\n$", output);
        else Assert.Contains($"there is no room for a worker: {limit} open files are allowed", output, StringComparison.Ordinal);
    }
}
