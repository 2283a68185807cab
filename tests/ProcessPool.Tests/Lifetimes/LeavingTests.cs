using System.Diagnostics;
using System.Globalization;
using Cluster.TestKit;

namespace Cluster.Tests.Pools.Lifetimes;

/// <summary>Programs that end without a word to their pool: its workers, which compute, end too.</summary>
[Trait("Fault", "68")]
public sealed class LeavingTests
{
    [Theory]
    [InlineData("return")]
    [InlineData("throw")]
    [InlineData("throw-elsewhere")]
    [InlineData("exit")]
    [InlineData("fail-fast")]
    [InlineData("overflow")]
    [InlineData("kill")]
    public async Task Program_LeavesInAWay_NoWorkerIsLeft(string way)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Processes are looked up in /proc.");
        // The host of these tests' own runtime, whatever is installed elsewhere.
        string host = Path.Combine(Cluster.Processes.WorkerProgram.RuntimeRoot, "dotnet");
        var info = new ProcessStartInfo(host, [OwnAssembly.Path("Leaving"), way]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process program = Process.Start(info)!;
        int[] workers = [];
        try
        {
            Task<string> error = program.StandardError.ReadToEndAsync();
            string? line = await program.StandardOutput.ReadLineAsync().OrTimeout();
            Assert.False(string.IsNullOrEmpty(line), "it did not say which its workers are");
            workers = [.. line.Split(' ').Select(static id => int.Parse(id, CultureInfo.InvariantCulture))];
            await program.WaitForExitAsync().OrTimeout();
            long begin = Stopwatch.GetTimestamp();
            await Eventually.Async("its workers are gone", () => !workers.Any(ProcessTable.IsRunning));
            TestContext.Current.TestOutputHelper?.WriteLine($"gone {Stopwatch.GetElapsedTime(begin).TotalMilliseconds:0} ms after the program, exit code {program.ExitCode}");
            _ = await error.OrTimeout();
            Assert.Equal(2, workers.Length);
        }
        finally
        {
            if (!program.HasExited) program.Kill(entireProcessTree: true);
        }
    }
}
