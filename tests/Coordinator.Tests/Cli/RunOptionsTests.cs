using System.CommandLine;
using Cluster.Coordinator.Cli.Options;
using Cluster.Coordinator.Execution;
using Cluster.Coordinator.Scheduling;
using Cluster.Jobs;
using Cluster.Processes;
using Cluster.Serialization;
using Cluster.Workloads;

namespace Cluster.Coordinator.Cli;

public sealed class RunOptionsTests
{
    [Fact]
    public void Read_NothingGivenToRun_Defaults()
    {
        RunSettings settings = Read("", compares: false);

        Assert.Equal([ExecutionMode.Shared], settings.Modes);
        Assert.Equal(Environment.ProcessorCount, settings.Request.Workers);
        Assert.False(settings.WorkersGiven);
        Assert.Equal((1, 0), (settings.Request.Repeat, settings.Request.Warmup));
        Assert.Equal((1UL, ChunkCodec.Raw, Schedule.Auto), (settings.Request.Seed, settings.Request.Codec, settings.Request.Schedule));
        Assert.Equal(WorkerLifetime.Pool, settings.Request.Lifetime);
        Assert.Null(settings.Request.Batch);
        Assert.Null(settings.Request.ChunkSize);
        Assert.Empty(settings.Request.Files);
        Assert.Null(settings.Request.OutputPath);
        Assert.Null(settings.Timeout);
        Assert.False(settings.Json || settings.Quiet || settings.Verbose);
        Assert.Empty(settings.Request.Options);
    }

    [Fact]
    public void Read_NothingGivenToCompare_AllModesWarm()
    {
        RunSettings settings = Read("", compares: true);

        Assert.Equal([ExecutionMode.Sequential, ExecutionMode.Threads, ExecutionMode.Pipe, ExecutionMode.Shared], settings.Modes);
        Assert.Equal((5, 1), (settings.Request.Repeat, settings.Request.Warmup));
    }

    [Fact]
    public void Read_EverythingGiven_IsTaken()
    {
        RunSettings settings = Read(
            "--mode pipe --workers 3 --lifetime task --channel pipe --codec messagepack --schedule guided --batch 4 --chunk-size 1_000 --input a.npy --output b.npy " +
            "--seed 18446744073709551615 --repeat 7 --warmup 2 --timeout 1.5m --json --quiet --count 1e6 --mean -2.5 --split strided", compares: false);

        Assert.Equal([ExecutionMode.Pipe], settings.Modes);
        Assert.True(settings.WorkersGiven);
        Assert.Equal(
            new RunRequest
            {
                Job = "summarize", Definition = settings.Request.Definition, Options = settings.Request.Options, Workers = 3, Lifetime = WorkerLifetime.Task, Codec = ChunkCodec.MessagePack, Schedule = Schedule.Guided,
                Batch = 4, ChunkSize = 1000, Files = settings.Request.Files, OutputPath = "b.npy", Seed = ulong.MaxValue, Repeat = 7, Warmup = 2,
            },
            settings.Request);
        Assert.Equal(new Dictionary<string, object> { ["count"] = 1_000_000L, ["mean"] = -2.5, ["split"] = "strided" }, settings.Request.Options);
        Assert.Equal(new Dictionary<string, string> { ["input"] = "a.npy" }, settings.Request.Files);
        Assert.Equal(TimeSpan.FromSeconds(90), settings.Timeout);
        Assert.True(settings is { Json: true, Quiet: true, Verbose: false });
    }

    [Theory]
    [InlineData("1048576", 1L << 20)]
    [InlineData("500MB", 500_000_000)]
    [InlineData("500M", 500_000_000)]
    [InlineData("1.5GiB", 3L << 29)]
    [InlineData("1.5 GiB", 3L << 29)]
    [InlineData("2e9", 2_000_000_000)]
    [InlineData("2000kB", 2_000_000)]
    [InlineData("1TiB", 1L << 40)]
    public void Read_MaxMemory_IsBytes(string text, long bytes) =>
        Assert.Equal(bytes, Read(["--max-memory", text], compares: false).Over(new PoolOptions()).RecycleAboveMemory);

    [Theory]
    [InlineData("much")]
    [InlineData("")]
    [InlineData("MB")]
    [InlineData("-5GB")]
    [InlineData("NaN")]
    [InlineData("-Infinity")]
    [InlineData("∞")]
    [InlineData("5iB")]
    [InlineData("1048575")]
    [InlineData("1e300")]
    public void Size_ThatIsNone_IsRefused(string text) =>
        Assert.Throws<UsageException>(() => OptionText.Size("--max-memory", text, 1L << 20, 1L << 50));

    [Theory]
    [InlineData("raw", ChunkCodec.Raw)]
    [InlineData("messagepack", ChunkCodec.MessagePack)]
    [InlineData("json", ChunkCodec.Json)]
    public void Read_Codec_IsTheOneNamed(string word, object codec) => Assert.Equal(codec, Read($"--codec {word}", false).Request.Codec);

    [Theory]
    [InlineData("auto", 0)]
    [InlineData("static", 1)]
    [InlineData("dynamic", 2)]
    [InlineData("guided", 3)]
    public void Read_Schedule_IsTheOneNamed(string word, int schedule) => Assert.Equal((Schedule)schedule, Read($"--schedule {word}", false).Request.Schedule);

    [Theory]
    [InlineData("pool", 0)]
    [InlineData("call", 1)]
    [InlineData("task", 2)]
    public void Read_Lifetime_IsTheOneNamed(string word, int lifetime) => Assert.Equal((WorkerLifetime)lifetime, Read($"--lifetime {word}", false).Request.Lifetime);

    [Fact]
    public void Read_ModesInOwnOrder_KeepsIt() =>
        Assert.Equal([ExecutionMode.Shared, ExecutionMode.Sequential], Read("--modes shared,sequential", compares: true).Modes);

    [Fact]
    public void JobOptions_EveryJob_ClashWithNoRunOption()
    {
        var advise = new AdviseOptions();
        IEnumerable<Option> all = new RunOptions(true).All.Concat(new RunOptions(false).All).Concat(advise.OfAdvice).Concat(advise.OfRun);
        HashSet<string> taken = [.. all.Select(option => option.Name), "--help", "--version", "--trace"];
        foreach (string job in JobCatalog.Names)
        {
            IJobDefinition definition = JobCatalog.Find(job)!;
            string[] own = [.. new JobOptions(definition).All.Concat(new JobFileOptions(definition).All).Select(option => option.Name)];
            Assert.Equal(own.Distinct(), own);
            Assert.DoesNotContain(own, taken.Contains);
        }
    }

    private static RunSettings Read(string line, bool compares) => Read(line.Split(' ', StringSplitOptions.RemoveEmptyEntries), compares);

    private static RunSettings Read(string[] line, bool compares)
    {
        var command = new RootCommand();
        var job = new JobOptions(JobCatalog.Find("summarize")!);
        var files = new JobFileOptions(JobCatalog.Find("summarize")!);
        var run = new RunOptions(compares);
        foreach (Option option in job.All.Concat(files.All).Concat(run.All)) command.Add(option);
        ParseResult parsed = command.Parse(line);
        Assert.Empty(parsed.Errors);
        return run.Read(parsed, JobCatalog.Find("summarize")!, job.Read(parsed), files.Read(parsed));
    }
}
