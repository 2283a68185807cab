using Cluster.TestKit;

namespace Cluster.Tests.Checkpoints;

/// <summary>A run whose coordinator is killed goes on where it was, in whatever mode, to the digest of one that nobody disturbed.</summary>
[Trait("Fault", "67")]
public sealed class KilledCoordinatorTests : ProcessTest
{
    private static readonly string[] Modes = ["sequential", "threads", "pipe", "shared"];

    public static TheoryData<string, string> JobsAndModes
    {
        get
        {
            var all = new TheoryData<string, string>();
            foreach (string job in KilledJobs.Names)
                foreach (string mode in Modes) all.Add(job, mode);
            return all;
        }
    }

    // Again and again, as long as it takes to get done with other modes and numbers of workers each time.
    [Theory]
    [MemberData(nameof(JobsAndModes))]
    public async Task Coordinator_KilledAtRandom_ContinuesToTheSameDigest(string job, string mode)
    {
        SeededRandom random = SeededRandom.Create();
        using var jobs = new KilledJobs();
        using var run = new KilledRun(jobs.Arguments(job));
        string expected = await run.DigestAsync();
        int kept = 0;
        for (int kill = 0; kill < 3; kill++)
        {
            string now = kill == 0 ? mode : Modes[random.Next(Modes.Length)];
            bool ended = await run.KillAsync(now, random.Next(1, 5), run.Duration * random.NextDouble());
            int records = run.Records();
            // Never less than what was there, unless it came to its end and deleted the file.
            if (!ended && run.File is not null) Assert.InRange(records, kept, int.MaxValue);
            kept = records;
        }

        string other = Modes[random.Next(Modes.Length)];
        (string digest, long resumed, long chunks, long computed) = await run.ContinueAsync(other, random.Next(1, 5));
        TestContext.Current.TestOutputHelper?.WriteLine($"{job}: {resumed} of {chunks} chunks were kept; the rest in mode {other}");
        Assert.Equal((expected, kept, chunks), (digest, resumed, resumed + computed));
        Assert.Null(run.File);
    }

    // In the middle of a stage behind the first, where workers of mode pipe have no data yet.
    [Theory]
    [InlineData("shared", 4, "threads", 2)]
    [InlineData("threads", 2, "pipe", 3)]
    [InlineData("pipe", 2, "pipe", 2)]
    [InlineData("sequential", 1, "shared", 2)]
    public async Task Coordinator_KilledInTheMiddle_ComputesOnlyWhatIsMissing(string mode, int workers, string other, int otherWorkers)
    {
        using var jobs = new KilledJobs();
        foreach (string job in (string[])["monte-carlo-pi", "gaussian-mixture"])
        {
            using var run = new KilledRun(jobs.Arguments(job));
            string expected = await run.DigestAsync();
            await run.KillAfterAsync(mode, workers, records: 510);
            int kept = run.Records();
            (string digest, long resumed, long chunks, long computed) = await run.ContinueAsync(other, otherWorkers);
            Assert.InRange(kept, 510, chunks - 1);
            Assert.Equal((expected, kept, chunks - kept), (digest, resumed, computed));
            Assert.Null(run.File);
        }
    }

    [Theory]
    [InlineData("call", "on")]
    [InlineData("task", "on")]
    [InlineData("pool", "off")]
    public async Task Coordinator_KilledInTheMiddle_ContinuesWithWorkersOfAnyLifetime(string lifetime, string resident)
    {
        using var jobs = new KilledJobs();
        string[] job = ["gaussian-mixture", "--points", "100000", "--iterations", "6", "--chunk-size", "1000"];
        using var run = new KilledRun([.. job, "--lifetime", lifetime, "--resident", resident, "--batch", "50"]);
        string expected = await run.DigestAsync();
        await run.KillAfterAsync("pipe", 2, records: 150);
        (string digest, long resumed, long chunks, long computed) = await run.ContinueAsync("pipe", 3);
        Assert.Equal((expected, chunks), (digest, resumed + computed));
        Assert.InRange(resumed, 150, chunks);
    }
}
