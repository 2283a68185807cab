using Cluster.Interop.Mpi;
using Cluster.Tests.CommandLine;

namespace Cluster.Tests.Ranks;

/// <summary>What cannot be run on ranks is one line, whichever rank finds it.</summary>
public sealed class RefusalTests : ProcessTest
{
    private static readonly string[] Pi = ["run", "monte-carlo-pi", "--samples", "1000", "--engine", "mpi", "--workers", "1"];

    private static readonly Dictionary<string, string> Hidden = new() { [MpiLibrary.Variable] = "/nowhere/libmpi.so" };

    [Fact]
    public async Task Library_Missing_IsOneLineThatNamesThePackage()
    {
        (int exitCode, string output, string error) = await Command.RunAsync(Hidden, Pi);
        Assert.Equal(2, exitCode);
        Assert.Equal("", output);
        Assert.Equal("error: --engine mpi: /nowhere/libmpi.so: cannot be loaded (apt-get install openmpi-bin, on every host)\n", error);
    }

    [Fact]
    public async Task Library_MissingForAllRanks_IsOneLine()
    {
        MpiRun.Require();
        (int exitCode, _, string error) = await MpiRun.RunAsync([.. MpiRun.Count(3), Command.Program, .. Pi], Hidden);
        Assert.Equal(2, exitCode);
        Assert.Contains("openmpi-bin", Assert.Single(MpiRun.Errors(error)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Library_OfSomethingElse_IsSaid()
    {
        (int exitCode, _, string error) = await Command.RunAsync(new Dictionary<string, string> { [MpiLibrary.Variable] = "libc.so.6" }, Pi);
        Assert.Equal(2, exitCode);
        Assert.Contains("not Open MPI", Assert.Single(MpiRun.Errors(error)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task NoLauncher_OneRank_Computes()
    {
        MpiRun.Require();
        (int exitCode, string output, string error) = await Command.RunAsync([.. Pi, "--json"]);
        Assert.True(exitCode == 0, error);
        Assert.Contains("\"engine\":\"mpi\"", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Option_ThatCannotBe_IsSaidOnce()
    {
        MpiRun.Require();
        (int exitCode, _, string error) = await MpiRun.RunAsync(3, [.. Pi, "--seed", "never"]);
        Assert.Equal(2, exitCode);
        Assert.StartsWith("error: --seed: ", Assert.Single(MpiRun.Errors(error)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Option_ThatOneRankRefuses_IsSaidByRank0()
    {
        MpiRun.Require();
        string[] two = [.. MpiRun.Count(1), Command.Program, .. Pi, ":", .. MpiRun.Count(1), Command.Program, .. Pi, "--seed", "never"];
        (int exitCode, _, string error) = await MpiRun.RunAsync(two, new Dictionary<string, string>());
        Assert.Equal(2, exitCode);
        Assert.StartsWith("error: rank 1: --seed: ", Assert.Single(MpiRun.Errors(error)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Option_ThatDiffersBetweenRanks_IsNamed()
    {
        MpiRun.Require();
        string[] two = [.. MpiRun.Count(1), Command.Program, .. Pi, ":", .. MpiRun.Count(1), Command.Program, .. Pi, "--seed", "7"];
        (int exitCode, _, string error) = await MpiRun.RunAsync(two, new Dictionary<string, string>());
        Assert.Equal(2, exitCode);
        string line = Assert.Single(MpiRun.Errors(error));
        Assert.Contains("--seed is not that of rank 0", line, StringComparison.Ordinal);
        Assert.Contains("rank 1 on ", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Trace_OfSeveralClocks_IsRefused()
    {
        (int exitCode, _, string error) = await Command.RunAsync([.. Pi, "--trace", "/tmp/never.json"]);
        Assert.Equal(2, exitCode);
        Assert.StartsWith("error: --trace: ", error, StringComparison.Ordinal);
    }
}
