namespace Cluster.Coordinator.Cli;

/// <summary>Every slip gives one line that names it, exit code 2 and nothing on standard output.</summary>
public sealed class CommandLineErrorTests
{
    private const string Modes = "(choose one of sequential, threads, pipe, shared)";
    // As far as the list is shown in the order of the catalog; that it is complete, HelpTests checks.
    private const string Jobs = "choose one of summarize, column-sums, monte-carlo-pi, ";

    private const string Demonstrations = "choose one of race, rng, deadlock, no-return, oversubscribe";

    [Theory]
    [InlineData("", "verb: none is given (choose one of run, compare, measure, advise, report, jobs, demo, doctor; see coordinator --help)")]
    [InlineData("fly", "verb: 'fly' is not known (choose one of run, compare, measure, advise, report, jobs, demo, doctor)")]
    [InlineData("plot all", "verb: 'plot' is not known (choose one of run, compare, measure, advise, report, jobs, demo, doctor)")]
    [InlineData("run", $"job: none is given ({Jobs}")]
    [InlineData("run --workers 2", $"job: none is given ({Jobs}")]
    [InlineData("run nothing", $"job: 'nothing' is not known ({Jobs}")]
    [InlineData("compare nothing --json", $"job: 'nothing' is not known ({Jobs}")]
    [InlineData("run demo-rng", $"job: 'demo-rng' is not known ({Jobs}")]
    [InlineData("jobs demo-rng", $"job: 'demo-rng' is not known ({Jobs}")]
    [InlineData("demo", $"demonstration: none is given ({Demonstrations}; see coordinator demo --help)")]
    [InlineData("demo --json", $"demonstration: none is given ({Demonstrations}; see coordinator demo --help)")]
    [InlineData("demo nothing", $"demonstration: 'nothing' is not known ({Demonstrations})")]
    [InlineData("demo rng more", "'more': is not expected here (values follow their options; see coordinator demo rng --help)")]
    [InlineData("demo rng --sed 3", "--sed: is not an option of demo rng (did you mean --seed?)")]
    [InlineData("demo rng --workers 3", "--workers: is not an option of demo rng (see coordinator demo rng --help)")]
    [InlineData("demo rng --quiet --verbose", "--quiet: contradicts --verbose (give one of them)")]
    [InlineData("jobs nothing", $"job: 'nothing' is not known ({Jobs}")]
    [InlineData("jobs summarize more", "'more': is not expected here (values follow their options; see coordinator jobs --help)")]
    [InlineData("run summarize more", "'more': is not expected here (values follow their options; see coordinator run summarize --help)")]
    [InlineData("run summarize --wokers 3", "--wokers: is not an option of run summarize (did you mean --workers?)")]
    [InlineData("run summarize --histogram x.json", "--histogram: is not an option of run summarize (see coordinator run summarize --help)")]
    [InlineData("run summarize --modes pipe", "--modes: is not an option of run summarize (did you mean --mode?)")]
    [InlineData("compare summarize --mode pipe", "--mode: is not an option of compare summarize (did you mean --modes?)")]
    [InlineData("run summarize --workers", "--workers: has no value (write --workers N)")]
    [InlineData("run summarize --workers 2 --workers 3", "--workers: is given 2 times (give it once)")]
    [InlineData("run summarize --workers 0", "--workers: 0 must lie between 1 and 256 (give a number from 1 to 256)")]
    [InlineData("run summarize --workers 257", "--workers: 257 must lie between 1 and 256 (give a number from 1 to 256)")]
    [InlineData("run summarize --workers two", "--workers: 'two' is not a whole number (give one, from 1 to 256)")]
    [InlineData("run summarize --workers 99999999999999999999", "--workers: '99999999999999999999' is not a whole number (give one, from 1 to 256)")]
    [InlineData("run summarize --mode nonsense", $"--mode: 'nonsense' is not known {Modes}")]
    [InlineData("run summarize --mode Shared", $"--mode: 'Shared' is not known {Modes}")]
    [InlineData("compare summarize --modes pipe,fork", $"--modes: 'fork' is not known {Modes}")]
    [InlineData("compare summarize --modes pipe,", $"--modes: '' is not known {Modes}")]
    [InlineData("compare summarize --modes pipe,pipe", "--modes: pipe is named twice (name each mode once)")]
    [InlineData("run summarize --channel socket", "--channel: 'socket' is not known (choose one of auto, pipe, ring)")]
    [InlineData("run summarize --spin 10001", "--spin: ")]
    [InlineData("run summarize --codec xml", "--codec: 'xml' is not known (choose one of raw, messagepack, json)")]
    [InlineData("run summarize --hand-out none", "--hand-out: 'none' is not known (choose one of self, messages)")]
    [InlineData("run summarize --schedule fair", "--schedule: 'fair' is not known (choose one of auto, static, dynamic, guided)")]
    [InlineData("run summarize --batch 0", "--batch: 0 must be at least 1 (give a number from 1 upwards)")]
    [InlineData("run summarize --chunk-size 0", "--chunk-size: 0 must be at least 1 (give a number from 1 upwards)")]
    [InlineData("run summarize --repeat 0", "--repeat: 0 must lie between 1 and 1000000 (give a number from 1 to 1000000)")]
    [InlineData("run summarize --warmup -1", "--warmup: -1 must lie between 0 and 1000000 (give a number from 0 to 1000000)")]
    [InlineData("run summarize --seed -1", "--seed: '-1' is not a seed (give a whole number from 0 to 18446744073709551615)")]
    [InlineData("run summarize --timeout soon", "--timeout: 'soon' is not a span of time (write 90s, 1.5m, 500ms or 00:01:30, at most 30 days)")]
    [InlineData("run summarize --environment none", "--environment: 'none' is not known (choose one of inherit, minimal)")]
    [InlineData("run summarize --quiet --verbose", "--quiet: contradicts --verbose (give one of them)")]
    [InlineData("run summarize --count -1", "--count: '-1' must be at least 0 (how many normal numbers to generate; default 10000000)")]
    [InlineData("run summarize --count 1.5", "--count: '1.5' expects a whole number (how many normal numbers to generate; default 10000000)")]
    [InlineData("run summarize --mean NaN", "--mean: 'NaN' expects a finite number (their mean; the standard deviation is 1; default 8.342)")]
    [InlineData("run summarize --split rows", "--split: 'rows' expects contiguous, strided (adjacent numbers per chunk, or every n-th; default contiguous)")]
    [InlineData("run summarize --output x.npy", "--output: summarize has no array result (leave it out; --json has all results)")]
    [InlineData("run column-sums --output x.txt", "'x.txt': is not the name of a .npy file (end the name of the output in .npy)")]
    [InlineData("run column-sums --trace x.txt", "'x.txt': is not the name of a .json file (end the name of the output in .json)")]
    [InlineData("advise", $"job: none is given ({Jobs}")]
    [InlineData("advise nothing", $"job: 'nothing' is not known ({Jobs}")]
    [InlineData("advise summarize --cores 0", "--cores: 0 must lie between 1 and 4096 (give a number from 1 to 4096)")]
    [InlineData("advise summarize --cores", "--cores: has no value (write --cores N)")]
    [InlineData("advise summarize --bandwidth fast", "--bandwidth: 'fast' is not a bandwidth (give GB/s, a number above 0)")]
    [InlineData("advise summarize --bandwidth -1", "--bandwidth: '-1' is not a bandwidth (give GB/s, a number above 0)")]
    [InlineData("advise summarize --bandwidth Infinity", "--bandwidth: 'Infinity' is not a bandwidth (give GB/s, a number above 0)")]
    [InlineData("advise summarize --verify --cores 8", "--verify: runs on this machine, --cores is about another (give one of them)")]
    [InlineData("advise summarize --verify --bandwidth 8", "--verify: runs on this machine, --bandwidth is about another (give one of them)")]
    [InlineData("advise summarize --workers 300", "--workers: 300 must lie between 1 and 256 (give a number from 1 to 256)")]
    [InlineData("advise summarize --histogram x.json", "--histogram: is not an option of advise summarize (see coordinator advise summarize --help)")]
    [InlineData("advise summarize --quiet --verbose", "--quiet: contradicts --verbose (give one of them)")]
    [InlineData("advise summarize --count -1", "--count: '-1' must be at least 0")]
    [InlineData("advise summarize --count 0", "--count: there is nothing to do, in any mode (give it a size above 0)")]
    [InlineData("advise summarize --input x.parquet", "x.parquet: does not exist")]
    [InlineData("run summarize --input x.parquet", "x.parquet: does not exist")]
    [InlineData("run summarize --input=", "--input: has no value (write --input FILE)")]
    public async Task CommandLine_Slip_NamesItOnOneLine(string line, string error)
    {
        Called called = await Called.Line(line);

        string first = called.Error.Split(Environment.NewLine)[0];
        Assert.StartsWith($"error: {error}", first, StringComparison.Ordinal);
        Assert.EndsWith(")", first, StringComparison.Ordinal);
        if (!line.Contains("--verbose", StringComparison.Ordinal)) Assert.Equal(first + Environment.NewLine, called.Error);
        Assert.Equal("", called.Output);
        Assert.Equal(ExitCode.BadUsage, called.ExitCode);
    }

    [Fact]
    public async Task CommandLine_InputLargerThanMemory_SaysFiguresAndWhatToDo()
    {
        Called called = await Called.Line("run summarize --count 1e15 --mode sequential");

        Assert.Matches(@"^error: memory: .* needs 8,000,000,000,000,000 bytes, [\d,]+ are available \(.*\)\r?\n$", called.Error);
        Assert.Equal(ExitCode.BadUsage, called.ExitCode);
    }

    [Fact]
    public async Task CommandLine_ChunksBeyondCounting_NamesTheOption()
    {
        Called called = await Called.Line("run summarize --count 1e10 --chunk-size 1 --mode sequential");

        Assert.StartsWith("error: --chunk-size: ", called.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.BadUsage, called.ExitCode);
    }
}
