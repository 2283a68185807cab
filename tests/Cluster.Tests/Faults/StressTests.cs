using System.Diagnostics;
using Cluster.TestKit;

namespace Cluster.Tests.Faults;

/// <summary>The program behind <c>scripts/stress.sh</c>, at a fifth of its smallest size: it runs, counts and records.</summary>
public sealed class StressTests : ProcessTest
{
    [Fact]
    [Trait("Fault", "2")]
    public async Task Stress_TwoCampaigns_PassAndAreRecorded()
    {
        string folder = Directory.CreateTempSubdirectory("stress-test-").FullName;
        try
        {
            int seed = SeededRandom.Create().Seed;
            string[] arguments = ["kills", "coordinator", "--size", "smoke", "--seed", $"{seed}", "--machine", "here"];
            (int exitCode, string output) = await RunAsync(folder, arguments);
            Assert.True(exitCode == 0, output);
            Assert.StartsWith($"seed {seed}, size smoke, ", output);
            IEnumerable<string> lines = File.ReadLines(Path.Combine(folder, "bench", "results", "here", "chaos.md"));
            string[] rows = [.. lines.Where(static line => line.StartsWith("| ", StringComparison.Ordinal))];
            Assert.Equal(["| campaign", "| ---", "| kills", "| coordinator"], rows.Select(static row => row.Split(" | ")[0]));
            Assert.All(rows[2..], row => Assert.EndsWith(" | passed |", row));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("cills", "error: cills: is not a campaign (choose kills, mix, ")]
    [InlineData("--size", "error: --size: needs a value")]
    [InlineData("--fast", "error: --fast: is not an option")]
    public async Task Stress_WrongArgument_NamesIt(string argument, string expected)
    {
        (int exitCode, string output) = await RunAsync(Path.GetTempPath(), argument);
        Assert.Equal(2, exitCode);
        Assert.StartsWith(expected, output);
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(string folder, params string[] arguments)
    {
        string program = Path.Combine(Path.GetDirectoryName(OwnAssembly.Path("Stress"))!, "stress");
        var info = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        using Process process = Process.Start(info)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await error + await output);
    }
}
