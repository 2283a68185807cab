using System.Diagnostics;

namespace Cluster.Tests.Documentation;

/// <summary>The tests of <c>bench/python</c>, which are Python's own: that differing results do not pass, that ratios are those of rounds.</summary>
public sealed class ComparePythonTests
{
    private const string Python = "/usr/bin/python3";

    [Fact]
    public async Task Driver_OfTheComparison_PassesItsOwnTests()
    {
        Assert.SkipUnless(File.Exists(Python), $"{Python} is not installed (apt-get install python3)");
        string folder = Path.Combine(ReadmeTests.Root, "bench", "python");
        string[] arguments = ["-B", "-m", "unittest", "discover", "-s", Path.Combine(folder, "tests"), "-t", folder];
        using Process process = Process.Start(new ProcessStartInfo(Python, arguments) { RedirectStandardError = true })!;
        string report = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, report);
    }
}
