using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Cluster.TestKit;

namespace Cluster.Tests.Samples;

/// <summary>The samples that use the library, run as a user runs them: they say what they should, and what they say is right.</summary>
public sealed partial class SampleTests
{
    private static readonly string Root = FindRoot();

    [Fact]
    public async Task WordCountPool_OverPagesOfTheRepository_CountsWhatAPatternFinds()
    {
        string[] texts = [.. Directory.EnumerateFiles(Path.Combine(Root, "docs"), "*.md").Order(StringComparer.Ordinal).Take(5)];
        string[] words = [.. texts.SelectMany(File.ReadLines).SelectMany(static line => Word().Matches(line)).Select(static word => word.Value.ToLowerInvariant())];
        string[] lines = await RunAsync("WordCountPool", texts);
        Assert.Equal($"{words.Length} words, {words.Distinct().Count()} different, in 5 texts", lines[0]);
        Assert.Equal(
            words.GroupBy(static word => word).OrderByDescending(static group => group.Count()).ThenBy(static group => group.Key, StringComparer.Ordinal).Take(10)
                .Select(static group => $"{group.Count()} {group.Key}"),
            lines[1..].Select(static line => line.Trim()));
    }

    [Fact]
    public async Task WordCountPool_WithoutTexts_SaysWhatItNeeds()
    {
        (int exitCode, _, string error) = await ExecuteAsync("WordCountPool");
        Assert.Equal((2, "error: no texts: name some files (docs/*.md)\n"), (exitCode, error));
    }

    [Fact]
    public async Task Mandelbrot_InSharedMemory_IsTheImageOfADoubleLoop()
    {
        string[] lines = await RunAsync("Mandelbrot");
        Assert.Equal(37, lines.Length);
        // Symmetric about the real axis: rows are taken through the middles of their cells.
        Assert.Equal(lines[..18], lines[18..36].Reverse());
        Assert.Contains(lines, static line => line.Contains("@@@@@@@@", StringComparison.Ordinal));
        long sum = 0;
        for (int row = 0; row < 36; row++)
            for (int column = 0; column < 96; column++) sum += Steps((3.2 * (column + 0.5) / 96) - 2.3, (2.4 * (row + 0.5) / 36) - 1.2);
        Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"checksum {sum}"), lines[36]);

        static int Steps(double cx, double cy)
        {
            double x = 0, y = 0;
            for (int steps = 0; steps < 1000; steps++)
            {
                if ((x * x) + (y * y) > 4) return steps;
                double next = (x * x) - (y * y) + cx;
                y = (2 * x * y) + cy;
                x = next;
            }

            return 1000;
        }
    }

    [Fact]
    public async Task SafeNative_WithABadPointer_LosesThatTaskOnly()
    {
        (int exitCode, string output, string error) = await ExecuteAsync("SafeNative");
        Assert.Equal(0, exitCode);
        Assert.Equal(
            ["'a native library': 16 bytes", "a pointer to nowhere: WorkerLostException", "'that may crash': 14 bytes", "1 task failed, and the program goes on: 10 bytes"],
            Lines(output));
        Assert.Contains("SIGSEGV", error);
    }

    [Fact]
    public async Task HostedService_WithWorkForItsPool_DoesItAndStops()
    {
        string[] lines = await RunAsync("HostedService");
        Assert.Contains("health: Healthy", lines);
        Assert.Contains("148933 primes below 2000000", lines);
        Assert.Contains(lines, static line => line.Contains("Process pool 'primes' started with 2 workers", StringComparison.Ordinal));
        Assert.Contains(lines, static line => LoggedLine().IsMatch(line));
        Assert.Contains(lines, static line => line.Contains("Process pool 'primes' has ended; no task was left", StringComparison.Ordinal));
    }

    private static async Task<string[]> RunAsync(string sample, params string[] arguments)
    {
        (int exitCode, string output, string error) = await ExecuteAsync(sample, arguments);
        Assert.True(exitCode == 0, $"exit code {exitCode}\n{output}\n{error}");
        Assert.Empty(error);
        return Lines(output);
    }

    private static async Task<(int ExitCode, string Output, string Error)> ExecuteAsync(string sample, params string[] arguments)
    {
        // The host of these tests' own runtime, whatever is installed elsewhere.
        string host = Path.Combine(Cluster.Processes.WorkerProgram.RuntimeRoot, "dotnet");
        var info = new ProcessStartInfo(host, [OwnAssembly.Path(sample), .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(info)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), error = process.StandardError.ReadToEndAsync();
        try
        {
            await process.WaitForExitAsync().OrTimeout();
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }

        return (process.ExitCode, await output, await error);
    }

    // Without the last end of a line; empty ones are part of a picture.
    private static string[] Lines(string output) => output.TrimEnd('\n').Split('\n');

    private static string FindRoot()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Cluster.sln"))) folder = Path.GetDirectoryName(folder);
        return folder ?? throw new DirectoryNotFoundException("Cluster.sln is not above the tests");
    }

    [GeneratedRegex(@"\p{L}+")]
    private static partial Regex Word();

    [GeneratedRegex(@"Worker [01] \(pid \d+\): counting from 0 on")]
    private static partial Regex LoggedLine();
}
