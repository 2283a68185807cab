using Cluster.Coordinator.Files;
using Cluster.Faults;
using Cluster.Jobs;

namespace Cluster.Coordinator.Cli;

public sealed class ExitCodeTests
{
    [Theory]
    [InlineData(FaultCode.ProtocolViolation, 3)]
    [InlineData(FaultCode.FrameTooLong, 3)]
    [InlineData(FaultCode.TruncatedFrame, 3)]
    [InlineData(FaultCode.HandshakeRejected, 3)]
    [InlineData(FaultCode.StartFailed, 4)]
    [InlineData(FaultCode.WorkerLost, 4)]
    [InlineData(FaultCode.JobFailed, 3)]
    [InlineData(FaultCode.InputUnavailable, 3)]
    [InlineData(FaultCode.ChunkAbandoned, 4)]
    [InlineData(FaultCode.PoolBroken, 4)]
    [InlineData(FaultCode.OutOfMemory, 2)]
    [InlineData(FaultCode.FunctionUnavailable, 3)]
    public void Of_Fault_IsThatOfItsKind(object codeValue, int exitCode)
    {
        var code = (FaultCode)codeValue;
        var line = ErrorLine.Of(new FaultException(code, "worker 1 did something"));

        Assert.Equal(exitCode, line.ExitCode);
        Assert.Matches(@"^error: [a-z]+: worker 1 did something \(.+\)$", line.Text);
    }

    [Fact]
    public void Of_EveryFaultCode_IsCovered() => Assert.Equal(12, Enum.GetValues<FaultCode>().Length);

    [Fact]
    public void Of_FaultWithRemedy_GetsNoOther() =>
        Assert.Equal("error: job: it failed (try again)", ErrorLine.Of(new FaultException(FaultCode.JobFailed, "it failed (try again)")).Text);

    [Fact]
    public void Of_FileProblem_IsBadInput() =>
        Assert.Equal(new ErrorLine("error: a.npy: is empty (fill it)", 2), ErrorLine.Of(new FileProblemException("a.npy", "is empty", "fill it")));

    [Fact]
    public void Of_JobParameter_IsBadUsage() =>
        Assert.Equal(new ErrorLine("error: --rows: too many (see the job's --help)", 2), ErrorLine.Of(new JobParameterException("rows", "too many")));

    [Fact]
    public void Of_AnythingElse_AsksForAReportOnOneLine() => Assert.Equal(
        new ErrorLine("error: coordinator: a | b (run again with --verbose for the stack; please report it)", 3), ErrorLine.Of(new InvalidOperationException("a\nb")));

    [Fact]
    public void Of_MessageThatTalksToTheTerminal_ShowsWhatItSays() => Assert.Equal(
        @"error: job: chunk 3 failed: \x1b[31mred\x1b]0;title\x07 | error: not one of ours (run it with --mode sequential --verbose to see the stack)",
        ErrorLine.Of(new FaultException(FaultCode.JobFailed, "chunk 3 failed: \u001b[31mred\u001b]0;title\u0007\r\nerror: not one of ours")).Text);
}
