using Cluster.Coordinator.Execution;
using Cluster.TestKit.Crashes;

namespace Cluster.Tests.Faults;

/// <summary>Workers that are lost over chunks of 64 MiB, far more than a socket holds: whoever sends to one, or waits for the rest, must notice.</summary>
public sealed class LargePayloadTests : ProcessTest
{
    [Theory]
    [Trait("Fault", "3")]
    [InlineData(FaultPoint.RecvHalf)]
    [InlineData(FaultPoint.SendHalf)]
    public async Task Pipe_WorkerKilledInTheMiddleOfAChunk_GivesTheSameDigest(FaultPoint point)
    {
        RunRequest request = FaultyRun.Request(24L << 20) with { ChunkSize = 8 << 20 };
        FaultyRun run = await FaultyRun.ExecuteAsync(point, FaultWay.Kill, FaultTraffic.Pipe, 1, request: request);
        Assert.Equal(await Runs.DigestAsync(request, ExecutionMode.Sequential), run.Digest);
        Assert.Equal((1, 1), (run.Failed, run.WorkersLost));
    }
}
