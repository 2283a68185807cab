using System.Text;
using Cluster.Coordinator.Cli;
using Cluster.Coordinator.Execution;
using Cluster.Coordinator.Reporting.Tables;
using Cluster.Diagnostics;
using Cluster.Jobs;
using Spectre.Console;

namespace Cluster.Coordinator.Reporting;

/// <summary>What people read, as it looks when nobody looks: redirected.</summary>
public sealed class TableTests
{
    [Theory]
    [InlineData(60)]
    [InlineData(120)]
    public async Task Comparison_AnyWidth_FitsAndHoldsEveryFigure(int width)
    {
        Comparison comparison = await SampleRuns.Compared();

        string text = Draw(width, console => ComparisonTable.Write(console, comparison));

        AssertPlain(text, width);
        foreach (string figure in new[] { "100 ms", "50.0 ms", "840 ms", "52.0 ms", "2.00 x", "0.119 x", "1.92 x", "96%", "2.86 MiB", "1.23 s", "45.0 ms", "40.0 MiB", "65.0 MiB" })
            Assert.Contains(figure, text, StringComparison.Ordinal);
        Assert.Contains("results: identical", text, StringComparison.Ordinal);
        Assert.Contains(comparison.Outcomes[0].Digest, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Comparison_Wide_IsThisTable()
    {
        Comparison comparison = await SampleRuns.Compared();

        string text = Draw(120, console => ComparisonTable.Write(console, comparison));

        Assert.Contains("""
             mode        workers   median      min      max  speedup  efficiency  overhead     moved    shared    memory
            ──────────────────────────────────────────────────────────────────────────────────────────────────────────────
             sequential        1   100 ms  90.0 ms   120 ms   1.00 x        100%      8.2%         -         -  40.0 MiB
             threads           2  50.0 ms  45.0 ms  60.0 ms   2.00 x        100%      8.2%         -         -  40.0 MiB
             pipe              2   840 ms   756 ms   1.01 s  0.119 x        6.0%       78%  2.86 MiB       0 B  65.0 MiB
             shared            2  52.0 ms  46.8 ms  62.4 ms   1.92 x         96%       10%  4.30 KiB  2.86 MiB  65.0 MiB
            """.ReplaceLineEndings(), text, StringComparison.Ordinal);
        Assert.Contains("""
            threads is 2.00 x as fast as sequential.
            pipe is 8.40 x slower than sequential; its workers spend 75% on transfer.
            shared is 1.92 x as fast as sequential.
            """.ReplaceLineEndings(), text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Comparison_MeasuredFields_AreShownByMode()
    {
        Comparison plain = await SampleRuns.Compared();
        Assert.DoesNotContain(" measured ", Draw(120, console => ComparisonTable.Write(console, plain)), StringComparison.Ordinal);

        var comparison = Comparison.Of(
        [
            Lost(await SampleRuns.InMode(ExecutionMode.Sequential), 0),
            Lost(await SampleRuns.InMode(ExecutionMode.Threads), 375000),
        ]);
        string[] lines = Draw(120, console => ComparisonTable.Write(console, comparison)).Split(Environment.NewLine);
        Assert.Equal(
            [" measured     actual    lost", " sequential  1000000       0", " threads      625000  375000"],
            lines.SkipWhile(line => !line.StartsWith(" measured", StringComparison.Ordinal)).Where(line => !line.StartsWith('─')).Take(3));
    }

    [Theory]
    [InlineData(60)]
    [InlineData(120)]
    public async Task Run_AnyWidth_FitsAndHoldsEveryFigure(int width)
    {
        RunOutcome outcome = await SampleRuns.InMode(ExecutionMode.Shared);

        string text = Draw(width, console => RunTable.Write(console, outcome));

        AssertPlain(text, width);
        foreach (string figure in new[] { "column-sums", "median 100 ms", "2.86 MiB shared", "25.0 MiB", "1.23 s", "180 ms", "(8 numbers)", outcome.Digest })
            Assert.Contains(figure, text.ReplaceLineEndings(" ").Replace("           ", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_WorkersNotKept_ShowsTheirNumberAndWhatTheyCostEachTime()
    {
        RunOutcome outcome = await SampleRuns.InMode(ExecutionMode.Shared);
        outcome = outcome with
        {
            Job = outcome.Job with { Request = outcome.Job.Request with { Lifetime = WorkerLifetime.Task } },
            Repetitions = [.. outcome.Repetitions.Select(one => one with { Account = one.Account.WithTeardown(12_000_000) with { Workers = [.. Started(one)] } })],
            WorkerMemory = [],
        };

        string text = Draw(120, console => RunTable.Write(console, outcome));

        Assert.Contains("shared, 2 workers, lifetime task (14 started), ", text, StringComparison.Ordinal);
        Assert.Contains("the workers had ended", text, StringComparison.Ordinal);
        Assert.Matches(@"spawn +60\.0 ms +\d+%  #+ +all workers", text);
        Assert.Matches(@"publish +1\.23 s +once", text);
        Assert.DoesNotContain("45.0 ms", text, StringComparison.Ordinal);
        Assert.Contains(", lifetime task", Draw(120, console => ComparisonTable.Write(console, Comparison.Of([outcome]))), StringComparison.Ordinal);

        static IEnumerable<WorkerAccount> Started(Repetition one) =>
            one.Account.Workers.Select(worker => worker.With(Phase.Spawn, 30_000_000) with { Starts = 7 });
    }

    [Fact]
    public async Task Comparison_OtherBits_NamesTheModes()
    {
        RunOutcome first = await SampleRuns.InMode(ExecutionMode.Sequential);
        RunOutcome second = await SampleRuns.InMode(ExecutionMode.Pipe);
        string other = "sha256:" + new string('0', 64);
        var comparison = Comparison.Of([first, second with { Repetitions = [.. second.Repetitions.Select(one => one with { Digest = other })] }]);

        Assert.False(comparison.Identical);
        Assert.Contains("results: DIFFER: pipe (sha256:000000000000) from sequential (sha256:", Draw(120, console => ComparisonTable.Write(console, comparison)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_OtherBitsInARepetition_SaysSo()
    {
        RunOutcome outcome = await SampleRuns.InMode(ExecutionMode.Threads);
        outcome = outcome with { Repetitions = [.. outcome.Repetitions, outcome.Repetitions[0] with { Digest = "sha256:0" }] };

        Assert.False(Comparison.Of([outcome]).Identical);
        Assert.Contains("results: DIFFER between repetitions of mode threads (2 different ones of 4)", Draw(120, console => RunTable.Write(console, outcome)), StringComparison.Ordinal);
    }

    private static RunOutcome Lost(RunOutcome outcome, long lost)
    {
        var result = new JobResult(
            [new("expected", 1_000_000L), new("actual", 1_000_000L - lost, IsMeasured: true), new("lost", lost, IsMeasured: true)]);
        return outcome with { Repetitions = [.. outcome.Repetitions.Select(one => one with { Result = result })] };
    }

    private static string Draw(int width, Action<IAnsiConsole> draw)
    {
        using var output = new MemoryStream();
        new Terminal(output, TextWriter.Null, width).WriteTables(draw);
        return Encoding.UTF8.GetString(output.ToArray());
    }

    private static void AssertPlain(string text, int width)
    {
        Assert.DoesNotContain(text, static character => char.IsControl(character) && character is not ('\n' or '\r'));
        Assert.DoesNotContain("…\n", text, StringComparison.Ordinal);
        foreach (string line in text.Split(Environment.NewLine))
        {
            Assert.False(line.EndsWith(' '), line);

            // A digest is never broken: somebody will search for it.
            Assert.True(line.Length <= width || line.Contains("sha256:", StringComparison.Ordinal), line);
        }
    }
}
