using System.Text.Json;
using Cluster.Coordinator.Execution;
using Cluster.Coordinator.Scheduling;
using Cluster.Faults;
using Cluster.Serialization;
using Cluster.TestKit;
using Cluster.Tests.CommandLine;

namespace Cluster.Tests.OwnJobs;

/// <summary>Jobs of an assembly that the coordinator loads and every worker loads again.</summary>
public sealed class OwnJobTests : ProcessTest
{
    private static readonly ExecutionMode[] OtherModes = [ExecutionMode.Threads, ExecutionMode.Pipe, ExecutionMode.Shared];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task WordCount_EveryModeScheduleAndCodec_GivesTheSameDigest(int workers)
    {
        string text = OwnRuns.WriteText(1);
        try
        {
            RunRequest request = OwnRuns.WordCount(text) with { ChunkSize = 997, Workers = workers, Repeat = 2 };
            string expected = await Runs.DigestAsync(request, ExecutionMode.Sequential);
            // What is joined across chunks does not depend on where they are cut.
            Assert.Equal(expected, await Runs.DigestAsync(request with { ChunkSize = null }, ExecutionMode.Sequential));
            foreach (ExecutionMode mode in OtherModes)
            {
                RunOutcome outcome = await Runs.RunAsync(request with { Schedule = (Schedule)(workers % 4), Codec = (ChunkCodec)(1 + (workers % 3)) }, mode);
                Assert.True(outcome.IsConsistent);
                Assert.Equal((mode, expected), (mode, outcome.Digest));
            }
        }
        finally
        {
            File.Delete(text);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Powers_WithAnAssemblyOfItsOwn_GivesTheSameDigestAndArrayInEveryMode(int workers)
    {
        RunRequest request = OwnRuns.Powers(10_007) with { ChunkSize = 1000, Workers = workers };
        string expected = await Runs.DigestAsync(request, ExecutionMode.Sequential);
        foreach (ExecutionMode mode in OtherModes) Assert.Equal((mode, expected), (mode, await Runs.DigestAsync(request, mode)));
    }

    [Theory]
    [InlineData(WorkerLifetime.Call)]
    [InlineData(WorkerLifetime.Task)]
    internal async Task Powers_NewWorkersEachTime_GivesTheSameDigest(WorkerLifetime lifetime)
    {
        RunRequest request = OwnRuns.Powers(1000) with { ChunkSize = 250, Lifetime = lifetime, Repeat = 2 };
        Assert.Equal(await Runs.DigestAsync(request, ExecutionMode.Sequential), await Runs.DigestAsync(request, ExecutionMode.Shared));
    }

    // The worker is told a path, and looks what is there: not what the coordinator has loaded.
    [Theory]
    [InlineData("pipe", "another build", "is another build (")]
    [InlineData("shared", "another build", "is another build (")]
    [InlineData("shared", "nothing", "does not exist (")]
    [InlineData("shared", "no dependency", "needs Powers 0.1.0.0, which is not beside it (")]
    public async Task Worker_FindsOtherThanTheCoordinator_RefusesTheJob(string word, string found, string error)
    {
        string folder = Directory.CreateTempSubdirectory("own-jobs-").FullName;
        try
        {
            string path = Path.Combine(folder, "PowerJobs.dll"), other = Path.Combine(folder, "other"), dependency = Path.Combine(folder, "Powers.dll");
            File.Copy(OwnAssembly.Path("PowerJobs"), path);
            File.Copy(Path.Combine(Path.GetDirectoryName(OwnAssembly.Path("PowerJobs"))!, "Powers.dll"), dependency);
            RunRequest request = OwnRuns.Request(path, OwnRuns.PowersType, ("count", 1000L)) with { ChunkSize = 100 };
            // Under its name is another file from now on; the coordinator keeps the one that it has.
            if (found == "another build") OwnAssembly.CopyAsOtherBuild(path, other);
            if (found == "another build") File.Move(other, path, overwrite: true);
            if (found == "nothing") File.Delete(path);
            if (found == "no dependency") File.Delete(dependency);
            FaultException fault = await Assert.ThrowsAsync<FaultException>(() => Runs.RunAsync(request, Runs.Mode(word)));
            Assert.Equal(FaultCode.JobFailed, fault.Code);
            Assert.Contains($"{path}: {error}", fault.Message, StringComparison.Ordinal);
            Assert.EndsWith(")", fault.Message, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("pipe")]
    [InlineData("shared")]
    public async Task Command_RunAndCompare_TakeAnOwnJobFromAnywhere(string mode)
    {
        string text = OwnRuns.WriteText(1), job = $"{OwnAssembly.Path("WordCount")}:{OwnRuns.WordCountType}";
        try
        {
            (int exitCode, string output, string error) = await Command.RunAsync(
                "run", Path.GetRelativePath(Environment.CurrentDirectory, job), "--input", text, "--mode", mode, "--workers", "2", "--chunk-size", "1000", "--top", "3", "--json");
            Assert.True(exitCode == 0, error);
            using var document = JsonDocument.Parse(output);
            Assert.Equal("the", document.RootElement.GetProperty("result").GetProperty("top")[0].GetString());
            await Schema.AssertValidWherePossibleAsync("run", output);

            (exitCode, output, error) = await Command.RunAsync(
                "compare", job, "--input", text, "--workers", "2", "--warmup", "0", "--repeat", "1", "--chunk-size", "1000", "--top", "3", "--json");
            Assert.True(exitCode == 0, error);
            using var comparison = JsonDocument.Parse(output);
            Assert.True(comparison.RootElement.GetProperty("identical").GetBoolean());
            Assert.Equal(document.RootElement.GetProperty("digest").GetString(), comparison.RootElement.GetProperty("runs")[3].GetProperty("digest").GetString());
            await Schema.AssertValidWherePossibleAsync("comparison", output);
        }
        finally
        {
            File.Delete(text);
        }
    }

    [Fact]
    public async Task Command_Jobs_ListsAndShowsWhatItsSchemaSays()
    {
        string path = OwnAssembly.Path("PowerJobs");
        await Schema.AssertValidWherePossibleAsync("jobs", (await Command.RunAsync("jobs", path, "--json")).Output);
        await Schema.AssertValidWherePossibleAsync("job", (await Command.RunAsync("jobs", $"{path}:{OwnRuns.PowersType}", "--json")).Output);
    }
}
