using System.Runtime.InteropServices;
using Cluster.Coordinator.Cli;
using Cluster.Coordinator.Cli.Verbs;
using Cluster.Coordinator.Execution;
using Cluster.Coordinator.Files;
using Cluster.Numerics;
using Cluster.TestKit;

namespace Cluster.Coordinator.Checkpoints;

/// <summary>A checkpoint of a run whose partials may be others is refused in a line that says what differs, and stays as it is.</summary>
public sealed class OtherRunTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("seed", 2L, "--seed was 1 and is 2")]
    [InlineData("chunk-size", 150L, "--chunk-size was 200 and is 150")]
    [InlineData("samples", 1001L, "--samples was 1000 and is 1001")]
    [InlineData("tasks", 6L, "--tasks was 5 and is 6")]
    public async Task Run_OtherOption_IsRefused(string option, long value, string difference)
    {
        RunRequest request = KeptRuns.Request("monte-carlo-pi");
        await KeptRuns.RunAsync(request, _folder.Path);
        RunRequest other = option switch
        {
            "seed" => request with { Seed = (ulong)value },
            "chunk-size" => request with { ChunkSize = value },
            _ => request with { Options = new Dictionary<string, object>(request.Options) { [option] = value } },
        };
        await AssertRefused(other, "monte-carlo-pi", difference);
    }

    [Fact]
    public async Task Run_OtherJob_IsRefused()
    {
        await KeptRuns.RunAsync(KeptRuns.Request("monte-carlo-pi"), _folder.Path);
        File.Move(_folder["monte-carlo-pi.checkpoint"], _folder["summarize.checkpoint"]);
        await AssertRefused(KeptRuns.Request("summarize"), "summarize", "job was monte-carlo-pi and is summarize");
    }

    [Theory]
    [InlineData("content", "the content of --input was sha256:")]
    [InlineData("time", "the time of --input was ")]
    [InlineData("length", "input input was 1,000 × f8, Sliced, --input and is 1,001 × f8, Sliced, --input")]
    [InlineData("type", "input input was 1,000 × f8, Sliced, --input and is 1,000 × i8, Sliced, --input")]
    [InlineData("none", "--count was left out and is 10000000")]
    public async Task Run_OtherInput_IsRefused(string what, string difference)
    {
        string path = _folder["x.npy"];
        double[] numbers = [.. Enumerable.Range(0, 1000).Select(static number => (double)number)];
        Write(ElementType.Float64);
        DateTime written = File.GetLastWriteTimeUtc(path);
        RunRequest generated = KeptRuns.Request("summarize") with { ChunkSize = 100 };
        RunRequest request = generated with { Files = new Dictionary<string, string> { ["input"] = path } };
        await KeptRuns.RunAsync(request, _folder.Path);

        if (what == "content") numbers[^1]++;
        if (what == "length") numbers = [.. numbers, 1];
        Write(what == "type" ? ElementType.Int64 : ElementType.Float64);
        File.SetLastWriteTimeUtc(path, what == "time" ? written.AddTicks(1) : written);
        await AssertRefused(what == "none" ? generated : request, "summarize", difference);

        void Write(ElementType type) =>
            NpyWriter.Write(path, ArrayLayout.Vector(type, numbers.Length), MemoryMarshal.AsBytes<double>(numbers));
    }

    // The assembly, or one that it brings with it. The same build is the same wherever it lies.
    [Theory]
    [InlineData("PowerJobs")]
    [InlineData("Powers")]
    [InlineData("")]
    public async Task Run_OtherBuildOfAnOwnJob_IsRefused(string changed)
    {
        string from = OwnAssembly.Path("PowerJobs"), to = _folder["PowerJobs.dll"];
        await KeptRuns.RunAsync(Powers(from), _folder.Path);
        foreach (string file in (string[])["PowerJobs", "Powers"])
        {
            string source = Path.Combine(Path.GetDirectoryName(from)!, $"{file}.dll");
            if (file == changed) OwnAssembly.CopyAsOtherBuild(source, _folder[$"{file}.dll"]);
            else File.Copy(source, _folder[$"{file}.dll"]);
        }

        if (changed.Length > 0) await AssertRefused(Powers(to), "powers", $"the build of {changed} was ");
        else Assert.Equal(10, (await KeptRuns.RunAsync(Powers(to), _folder.Path)).Outcome.Checkpoint!.Resumed);

        static RunRequest Powers(string path) => new()
        {
            Job = "powers", Definition = ChosenJob.Find($"{path}:PowerJobs.PowersOfNumbers")!.Definition, ChunkSize = 100,
            Options = new Dictionary<string, object> { ["count"] = 1000L },
        };
    }

    [Fact]
    public async Task Command_OtherRun_EndsWithCode2()
    {
        await KeptRuns.RunAsync(KeptRuns.Request("monte-carlo-pi"), _folder.Path);
        Called called = await Called.Line(
            $"run monte-carlo-pi --samples 1000 --tasks 5 --seed 3 --mode threads --checkpoint {_folder.Path}");
        called.AssertRefused(ExitCode.BadUsage, $"{_folder["monte-carlo-pi.checkpoint"]}: is of another run: --seed was 1 and is 3 (");
    }

    private async Task AssertRefused(RunRequest request, string job, string difference)
    {
        byte[] before = File.ReadAllBytes(_folder[$"{job}.checkpoint"]);
        var refusal = await Assert.ThrowsAsync<FileProblemException>(() => KeptRuns.RunAsync(request, _folder.Path));
        Assert.StartsWith($"{_folder[$"{job}.checkpoint"]}: is of another run: {difference}", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(_folder[$"{job}.checkpoint"]));
    }
}
