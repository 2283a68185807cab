using Cluster.Fuzzing.Mutation;
using Cluster.Fuzzing.Targets;
using Cluster.Transport;
using Cluster.TestKit;

namespace Cluster.Fuzzing;

/// <summary>Hostile frames through a real socket: what is read of it is what is read in memory, and every connection ends.</summary>
[Trait("Fault", "50")]
public sealed class SocketTests
{
    private const int Inputs = 300;

    [Fact]
    public async Task Frames_HostileOverASocket_EndTheConnectionAndNothingElse()
    {
        SeededRandom random = SeededRandom.Create();
        using var target = new FrameTarget();
        var mutator = new Mutator(target, random);
        foreach (byte[] seed in target.Seeds) mutator.Keep(seed, accepted: false);
        for (int i = 0; i < Inputs; i++)
        {
            byte[] input = mutator.Next();
            if (input.Length < target.Prefix) continue;
            Outcome expected = target.Try([255, (byte)(input[1] & 0x7f), .. input.AsSpan(target.Prefix)]);
            using ConnectedPair pair = ConnectedPair.Create(WireKind.NamedPipe).PastHandshake();
            Task said = OnThread.Run(() =>
            {
                try
                {
                    pair.WorkerEnd.Output.WriteThrough(input.AsSpan(target.Prefix));
                }
                catch (IOException)
                {
                    // Whoever reads has heard enough.
                }

                pair.WorkerEnd.Dispose();
            });
            Outcome outcome = await OnThread.Run(() => target.ReadAll(pair.Coordinator, FrameTarget.CodecOf(input))).OrTimeout();
            pair.CoordinatorEnd.Dispose();
            await said.OrTimeout();
            Assert.True(expected == outcome, $"{expected} in memory, {outcome} over a socket: {Convert.ToHexStringLower(input)}");
        }
    }
}
