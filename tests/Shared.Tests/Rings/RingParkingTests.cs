using Cluster.Memory;
using Cluster.Protocol;
using Cluster.Rings;
using Cluster.TestKit;
using Cluster.Transport;

namespace Cluster.Tests.Rings;

/// <summary>Both sides park and are woken all the time; a wake-up that is lost is a test that does not end.</summary>
public sealed class RingParkingTests
{
    private const int RoundTrips = 5_000;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RoundTrips_OneSideOrBothLook_AllComeBack(bool looks)
    {
        using ConnectedPair pair = ConnectedPair.Create(WireKind.Ring);
        foreach (Connection end in (Connection[])[pair.CoordinatorEnd, pair.WorkerEnd]) end.LookBeforeBlocking(() => looks);
        Task echo = OnThread.Run(() =>
        {
            byte[] one = new byte[1];
            for (int i = 0; i < RoundTrips; i++)
            {
                pair.WorkerEnd.Input.ReadExactly(one);
                pair.WorkerEnd.Output.WriteThrough(one);
            }
        });
        Task asks = OnThread.Run(() =>
        {
            byte[] one = new byte[1];
            for (int i = 0; i < RoundTrips; i++)
            {
                pair.CoordinatorEnd.Output.WriteThrough([(byte)i]);
                pair.CoordinatorEnd.Input.ReadExactly(one);
                Assert.Equal((byte)i, one[0]);
            }
        });
        await Task.WhenAll(echo, asks).OrTimeout();
    }

    [Fact]
    public async Task Streams_RandomPausesOnBothSidesOfASmallRing_Arrive()
    {
        SeededRandom random = SeededRandom.Create();
        byte[] sent = random.Bytes(300_000);
        (int writerSeed, int readerSeed) = (random.Next(), random.Next());
        using ConnectedPair pair = ConnectedPair.Create(WireKind.Ring);
        Task writing = OnThread.Run(() =>
        {
            var own = new Random(writerSeed);
            for (int at = 0; at < sent.Length;)
            {
                int piece = Math.Min(sent.Length - at, own.Next(1, 3 * RingLayout.MinCapacity));
                pair.CoordinatorEnd.Output.WriteThrough(sent.AsSpan(at, piece));
                at += piece;
                if (own.Next(4) == 0) Thread.Yield();
            }
        });
        byte[] received = new byte[sent.Length];
        Task reading = OnThread.Run(() =>
        {
            var own = new Random(readerSeed);
            for (int at = 0; at < received.Length;)
            {
                int piece = Math.Min(received.Length - at, own.Next(1, 3 * RingLayout.MinCapacity));
                pair.WorkerEnd.Input.ReadExactly(received.AsSpan(at, piece));
                at += piece;
                if (own.Next(4) == 0) Thread.Yield();
            }
        });
        await Task.WhenAll(writing, reading).OrTimeout();
        Assert.True(sent.AsSpan().SequenceEqual(received));
    }
}
