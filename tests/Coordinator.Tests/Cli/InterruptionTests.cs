using Cluster.Coordinator.Cli.Ending;
using Cluster.Coordinator.Execution;

namespace Cluster.Coordinator.Cli;

public sealed class InterruptionTests
{
    [Fact]
    public void End_Twice_OnlyTheFirstCounts()
    {
        using var interruption = new Interruption(limit: null, static _ => { });

        Assert.True(interruption.End(new EndReason(ExitCode.Interrupted)));
        Assert.False(interruption.End(new EndReason(ExitCode.Terminated)));

        Assert.True(interruption.Token.IsCancellationRequested);
        Assert.Equal(ExitCode.Interrupted, interruption.Reason!.ExitCode);
    }

    [Fact]
    public async Task Run_TimeIsOver_SaysWhatWasDone()
    {
        Called called = await Called.Line("run monte-carlo-pi --samples 1e12 --tasks 1e6 --mode threads --timeout 100ms");

        Assert.Equal((ExitCode.TimeLimit, ""), (called.ExitCode, called.Output));
        Assert.Equal($"error: --timeout: 100 ms were over, 0 of 1 repetitions of mode threads were finished (allow more time, or ask for less){Environment.NewLine}", called.Error);
    }

    [Fact]
    public void Describe_AtEachPoint_SaysWhatWasFinished()
    {
        var headway = new Headway(warmup: 1, repeat: 4);
        Assert.Equal("the input was not ready yet", headway.Describe());

        headway.Begin(ExecutionMode.Threads);
        Report(headway, 0.2);
        Assert.Equal("0 of 4 repetitions of mode threads were finished", headway.Describe());
        Report(headway, 0.8);
        Assert.Equal("3 of 4 repetitions of mode threads were finished", headway.Describe());
        headway.Finish(ExecutionMode.Threads);
        Assert.Equal("mode threads was finished", headway.Describe());

        headway.Begin(ExecutionMode.Pipe);
        Report(headway, 0.4);
        Assert.Equal("mode threads and 1 of 4 repetitions of mode pipe were finished", headway.Describe());
    }

    private static void Report(IProgress<double> progress, double fraction) => progress.Report(fraction);
}
