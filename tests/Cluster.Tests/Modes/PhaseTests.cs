using Cluster.Coordinator.Execution;
using Cluster.Diagnostics;
using Cluster.Serialization;

namespace Cluster.Tests.Modes;

/// <summary>Every second and every byte of a run is accounted for.</summary>
public sealed class PhaseTests : ProcessTest
{
    [Theory]
    [InlineData("sequential")]
    [InlineData("threads")]
    [InlineData("pipe")]
    [InlineData("shared")]
    public async Task Phases_OfEachWorker_AddUpToItsWallTime(string word)
    {
        ExecutionMode mode = Runs.Mode(word);
        RunRequest request = Runs.Small("summarize") with
        {
            Options = new Dictionary<string, object> { ["count"] = 2_000_000L }, Codec = ChunkCodec.MessagePack, Repeat = 3,
        };
        RunOutcome outcome = await Runs.RunAsync(request, mode);
        foreach (Repetition repetition in outcome.Repetitions)
        {
            foreach (WorkerAccount worker in repetition.Account.Workers)
            {
                double share = (double)worker.Ticks.Sum() / worker.Wall;
                Assert.InRange(share, 0.95, 1.05);
            }
        }
    }

    [Fact]
    public async Task Pipe_MessagePack_ShowsWhatEncodingCosts()
    {
        RunRequest request = Runs.Small("summarize") with { Options = new Dictionary<string, object> { ["count"] = 1_000_000L } };
        Repetition raw = (await Runs.RunAsync(request, ExecutionMode.Pipe)).Middle;
        Repetition encoded = (await Runs.RunAsync(request with { Codec = ChunkCodec.MessagePack }, ExecutionMode.Pipe)).Middle;

        Assert.Equal(0, raw.Account.SerializeTicks);
        Assert.Equal(0, raw.Account.Ticks(Phase.Deserialize));
        Assert.True(encoded.Account.SerializeTicks > 0);
        Assert.True(encoded.Account.Ticks(Phase.Deserialize) > 0);
        // Nine bytes per number, and an array header of 3 or 5 bytes per piece.
        Assert.InRange(encoded.Account.Bytes.Serialized, 9_000_000, 9_000_000 + (5 * 1000));
        Assert.InRange(raw.Account.Bytes.ToWorkers, 8_000_000, 8_100_000);
    }

    [Fact]
    public async Task Shared_MovesNoData()
    {
        RunRequest request = Runs.Small("summarize") with { Options = new Dictionary<string, object> { ["count"] = 1_000_000L } };
        RunOutcome outcome = await Runs.RunAsync(request, ExecutionMode.Shared);
        Assert.Equal(8_000_000, outcome.Middle.Account.Bytes.Shared);
        Assert.InRange(outcome.Middle.Account.Bytes.ToWorkers, 1, 10_000);
    }
}
