using Cluster.Faults;
using Cluster.Framing;
using Cluster.Memory;
using Cluster.Protocol;
using Cluster.Protocol.Messages;
using Cluster.Rings;
using Cluster.TestKit;
using Cluster.Transport;

namespace Cluster.Tests.Protocol;

public sealed class RingSwitchTests
{
    private static readonly RingOptions Small = new() { Capacity = RingLayout.MinCapacity };

    [Fact]
    public async Task Offer_PipeThatIsABell_MovesBothToRings()
    {
        using ConnectedPair pair = ConnectedPair.Create(WireKind.NamedPipe).PastHandshake();
        Task<MessageChannel> accepting = OnThread.Run(() => Accept(pair.Worker));
        MessageChannel coordinator = await OnThread.Run(() =>
        {
            MessageChannel made = RingSwitch.Offer(pair.Coordinator, Small, new TransportOptions(), out RingMemory? memory, out string? whyNot);
            Assert.NotNull(memory);
            Assert.Null(whyNot);
            return made;
        }).OrTimeout();
        MessageChannel worker = await accepting.OrTimeout();
        Assert.NotSame(pair.Coordinator, coordinator);
        Assert.NotSame(pair.Worker, worker);
        long before = pair.Coordinator.BytesSent;
        await AssertTalksAsync(coordinator, worker);
        await AssertTalksAsync(worker, coordinator);
        Assert.Equal(before, pair.Coordinator.BytesSent);
    }

    [Fact]
    public async Task Offer_WorkerThatCannotHaveRings_StaysWithThePipe()
    {
        using ConnectedPair pair = ConnectedPair.Create(WireKind.InMemory).PastHandshake();
        Task<MessageChannel> accepting = OnThread.Run(() => Accept(pair.Worker));
        MessageChannel coordinator = await OnThread.Run(() =>
        {
            MessageChannel made = RingSwitch.Offer(pair.Coordinator, Small, new TransportOptions(), out RingMemory? memory, out string? whyNot);
            Assert.Null(memory);
            Assert.NotNull(whyNot);
            return made;
        }).OrTimeout();
        Assert.Same(pair.Coordinator, coordinator);
        Assert.Same(pair.Worker, await accepting.OrTimeout());
        await AssertTalksAsync(coordinator, pair.Worker);
    }

    [Fact]
    public async Task Offer_AnsweredByAnotherMessage_BreaksTheProtocol()
    {
        using ConnectedPair pair = ConnectedPair.Create(WireKind.NamedPipe).PastHandshake();
        pair.Worker.Post(MessageKind.Revoked, 1);
        pair.Worker.Flush();
        Task offering = OnThread.Run(() => _ = RingSwitch.Offer(pair.Coordinator, Small, new TransportOptions(), out _, out _));
        Assert.Equal(FaultCode.ProtocolViolation, (await Assert.ThrowsAsync<FaultException>(() => offering.OrTimeout())).Code);
    }

    [Fact]
    public async Task Accept_SegmentOfAnotherLengthThanItsOwnersOne_Declines()
    {
        using ConnectedPair pair = ConnectedPair.Create(WireKind.NamedPipe).PastHandshake();
        using var segment = SharedSegment.Create("rings", 4096, Path.GetTempPath());
        SegmentHandle longer = segment.Handle with { Length = RingLayout.ByteLength(Small.Capacity) };
        await OnThread.Run(() => Assert.Same(pair.Worker, RingSwitch.Accept(pair.Worker, new AttachRings(longer, Small.Capacity, 0), new TransportOptions()))).OrTimeout();
        await OnThread.Run(() =>
        {
            Assert.True(pair.Coordinator.Receive(out Frame frame));
            Assert.NotNull(MessageCodec.Decode<RingsAttached>(frame).WhyNot);
        }).OrTimeout();
    }

    [Fact]
    public async Task Receive_PeerSendsThroughThePipeWhatIsNoBell_BreaksTheProtocol()
    {
        using ConnectedPair pair = ConnectedPair.Create(WireKind.NamedPipe).PastHandshake();
        Task<MessageChannel> accepting = OnThread.Run(() => Accept(pair.Worker));
        MessageChannel coordinator = await OnThread.Run(() => RingSwitch.Offer(pair.Coordinator, Small, new TransportOptions(), out _, out _)).OrTimeout();
        await accepting.OrTimeout();
        pair.WorkerEnd.Output.WriteThrough([1, 2, 3]);
        Task receiving = OnThread.Run(() => _ = coordinator.Receive(out _));
        Assert.Equal(FaultCode.ProtocolViolation, (await Assert.ThrowsAsync<FaultException>(() => receiving.OrTimeout())).Code);
    }

    private static MessageChannel Accept(MessageChannel pipe)
    {
        Assert.True(pipe.Receive(out Frame frame));
        return RingSwitch.Accept(pipe, MessageCodec.Decode<AttachRings>(frame), new TransportOptions());
    }

    private static Task AssertTalksAsync(MessageChannel from, MessageChannel to) => OnThread.Run(() =>
    {
        from.Post(MessageKind.Goodbye, 7);
        from.Flush();
        Assert.True(to.Receive(out Frame frame));
        Assert.Equal(7UL, frame.Header.CorrelationId);
    }).OrTimeout();
}
