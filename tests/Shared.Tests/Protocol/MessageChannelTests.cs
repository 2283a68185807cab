using System.Buffers;
using Cluster.Faults;
using Cluster.Framing;
using Cluster.Protocol;
using Cluster.Protocol.Messages;
using Cluster.TestKit;
using Cluster.Transport;

namespace Cluster.Tests.Protocol;

public sealed class MessageChannelTests
{
    public static TheoryData<WireKind> Wires => [WireKind.InMemory, WireKind.NamedPipe];

    [Theory]
    [MemberData(nameof(Wires))]
    public async Task Post_FromManyThreads_KeepsFramesWholeAndEachThreadsOrder(WireKind wire)
    {
        const int Threads = 4;
        const int Each = 2_000;
        using ConnectedPair pair = ConnectedPair.Create(wire).PastHandshake();
        Task[] posting = [.. Enumerable.Range(0, Threads).Select(thread => OnThread.Run(() => ClosingOnFailure(pair, () =>
        {
            for (int i = 0; i < Each; i++)
            {
                pair.Coordinator.Post(new BeginStage(thread, i, new byte[i % 300]));
                if (i % 7 == 0) pair.Coordinator.Flush();
            }

            pair.Coordinator.Flush();
        })))];
        Task receiving = OnThread.Run(() => ClosingOnFailure(pair, () =>
        {
            int[] next = new int[Threads];
            for (int i = 0; i < Threads * Each; i++)
            {
                Assert.True(pair.Worker.Receive(out Frame frame));
                BeginStage message = MessageCodec.Decode<BeginStage>(frame);
                Assert.Equal(next[message.Stage]++, message.StartedAt);
                Assert.Equal(message.StartedAt % 300, message.State.Length);
            }
        }));
        await Task.WhenAll([.. posting, receiving]).OrTimeout();
        Assert.Equal(pair.Coordinator.BytesSent, pair.Worker.BytesReceived);
    }

    // With what a frame of the session may have, this would be a gigabyte.
    [Theory]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(999, true)]
    [InlineData(1000, true)]
    [InlineData(1001, false)]
    [Trait("Fault", "44")]
    public async Task Receive_BodiesAroundTheLimit_AreWholeOrRefused(int length, bool fits)
    {
        foreach (WireKind wire in (WireKind[])[WireKind.InMemory, WireKind.NamedPipe])
        {
            using ConnectedPair pair = ConnectedPair.Create(wire).PastHandshake();
            pair.Worker.Limits = new FrameLimits(1000);
            byte[] body = SeededRandom.Create().Bytes(length);
            pair.Coordinator.Post(MessageKind.QueueItem, 1, body, static (output, bytes) => output.Write(bytes));
            pair.Coordinator.Flush();
            byte[]? received = null;
            Task receiving = OnThread.Run(() =>
            {
                Assert.True(pair.Worker.Receive(out Frame frame));
                received = frame.Body.ToArray();
            });
            if (fits) await receiving.OrTimeout();
            else Assert.Equal(FaultCode.FrameTooLong, (await Assert.ThrowsAsync<FaultException>(() => receiving.OrTimeout())).Code);
            Assert.Equal(fits ? body : null, received);
        }
    }

    [Theory]
    [MemberData(nameof(Wires))]
    public async Task Post_BodyCannotBeWritten_LeavesTheFramesAroundItWhole(WireKind wire)
    {
        using ConnectedPair pair = ConnectedPair.Create(wire).PastHandshake();
        pair.Coordinator.Post(new MapBatch(1, 2));
        long before = pair.Coordinator.BytesSent;
        Assert.Throws<InvalidOperationException>(() => pair.Coordinator.Post(MessageKind.QueueItem, 1, 0, static (output, _) =>
        {
            output.Write(new byte[100_000]);
            throw new InvalidOperationException();
        }));
        Assert.Equal(before, pair.Coordinator.BytesSent);
        pair.Coordinator.Send(MessageKind.QueueItem, 2, 0, static (output, _) => output.Write((byte[])[1, 2, 3]));
        await OnThread.Run(() =>
        {
            Assert.Equal(MessageKind.MapBatch, Next(pair.Worker));
            Assert.True(pair.Worker.Receive(out Frame frame));
            Assert.Equal(2UL, frame.Header.CorrelationId);
            Assert.Equal([1, 2, 3], frame.Body.ToArray());
        }).OrTimeout();
        Assert.Equal(pair.Coordinator.BytesSent, pair.Worker.BytesReceived);
    }

    // All of it is in the receiver's buffer when the first body is taken: what follows a bulk body is not new, but must be found.
    [Theory]
    [MemberData(nameof(Wires))]
    public async Task ReadBulk_FramesThatArrivedTogether_AreAllReceived(WireKind wire)
    {
        using ConnectedPair pair = ConnectedPair.Create(wire).PastHandshake();
        pair.Coordinator.Post(new MapBatch(1, 2));
        pair.Coordinator.SendBulk(MessageKind.ChunkData, 1, [9, 9], [1, 2, 3]);
        pair.Coordinator.SendBulk(MessageKind.ChunkData, 2, [8, 8], [4, 5, 6]);
        pair.Coordinator.Post(MessageKind.Goodbye);
        pair.Coordinator.Flush();
        await OnThread.Run(() =>
        {
            Assert.Equal(MessageKind.MapBatch, Next(pair.Worker));
            Assert.Equal(MessageKind.ChunkData, Next(pair.Worker));
            Assert.Equal([9, 9, 1, 2, 3], ReadBulk(pair.Worker, 2, 3));
            Assert.Equal(MessageKind.ChunkData, Next(pair.Worker));
            Assert.Equal([8, 8, 4, 5, 6], ReadBulk(pair.Worker, 5));
            Assert.Equal(MessageKind.Goodbye, Next(pair.Worker));
        }).OrTimeout();
        Assert.Equal(pair.Coordinator.BytesSent, pair.Worker.BytesReceived);
    }

    [Fact]
    [Trait("Fault", "54")]
    public async Task InsideFrameSince_HalfAFrameCame_SaysSinceWhenAndForgetsItWithTheRest()
    {
        using ConnectedPair pair = ConnectedPair.Create(WireKind.NamedPipe).PastHandshake();
        byte[] frame = new byte[FrameHeader.Size + 100];
        new FrameHeader(100, (ushort)MessageKind.Goodbye, 0, 0).Write(frame);
        Task<bool> receiving = OnThread.Run(() => pair.Worker.Receive(out _));
        await Task.Delay(20, TestContext.Current.CancellationToken);
        Assert.Equal(0, pair.Worker.InsideFrameSince);
        pair.CoordinatorEnd.Output.WriteThrough(frame.AsSpan(0, 50));
        await Eventually.Async("half a frame was seen", () => pair.Worker.InsideFrameSince != 0);
        long since = pair.Worker.InsideFrameSince;
        pair.CoordinatorEnd.Output.WriteThrough(frame.AsSpan(50, 10));
        await Eventually.Async("each piece counts anew", () => pair.Worker.InsideFrameSince > since);
        pair.CoordinatorEnd.Output.WriteThrough(frame.AsSpan(60));
        Assert.True(await receiving.OrTimeout());
        Assert.Equal(0, pair.Worker.InsideFrameSince);
    }

    // Whoever adds up what was sent when the answer comes must not miss the data that was answered.
    [Fact]
    public async Task BytesSent_BulkBodyThatThePeerStillReads_IsCounted()
    {
        const int Payload = 8 << 20, Sent = FrameHeader.Size + Payload;
        using ConnectedPair pair = ConnectedPair.Create(WireKind.NamedPipe).PastHandshake();
        Task sending = OnThread.Run(() => pair.Coordinator.SendBulk(MessageKind.ChunkData, 1, [], new byte[Payload]));
        await Eventually.Async("the bytes are counted before the peer took them", () => pair.Coordinator.BytesSent == Sent);
        Assert.False(sending.IsCompleted);
        await OnThread.Run(() =>
        {
            Assert.Equal(MessageKind.ChunkData, Next(pair.Worker));
            ReadBulk(pair.Worker, Payload);
        }).OrTimeout();
        await sending.OrTimeout();
    }

    [Theory]
    [MemberData(nameof(Wires))]
    public async Task SendBulk_RandomSizesBetweenOrdinaryFrames_ArriveAsSent(WireKind wire)
    {
        SeededRandom random = SeededRandom.Create();
        byte[][] bodies = [.. Enumerable.Range(0, 200).Select(_ => random.Bytes(random.Next(1 << random.Next(19))))];
        using ConnectedPair pair = ConnectedPair.Create(wire, new TransportOptions { ReadBuffer = 100 }).PastHandshake();
        Task sending = OnThread.Run(() =>
        {
            for (int i = 0; i < bodies.Length; i++)
            {
                if (i % 3 == 0) PartialMessage.Post(pair.Coordinator, i, bodies[i]);
                else pair.Coordinator.SendBulk(MessageKind.ChunkData, (ulong)i, [], bodies[i]);
                if (i % 5 == 0) pair.Coordinator.Post(MessageKind.ReportPhases);
            }

            pair.Coordinator.Flush();
        });
        await OnThread.Run(() =>
        {
            for (int i = 0; i < bodies.Length; i++)
            {
                Assert.True(pair.Worker.Receive(out Frame frame));
                if (i % 3 == 0)
                {
                    Assert.Equal(i, PartialMessage.Read(frame, out ReadOnlySequence<byte> partial, out _));
                    Assert.Equal(bodies[i], partial.ToArray());
                }
                else
                {
                    Assert.Equal((ulong)i, frame.Header.CorrelationId);
                    Assert.Equal(bodies[i], ReadBulk(pair.Worker, bodies[i].Length));
                }

                if (i % 5 == 0) Assert.Equal(MessageKind.ReportPhases, Next(pair.Worker));
            }
        }).OrTimeout();
        await sending.OrTimeout();
    }

    [Theory]
    [MemberData(nameof(Wires))]
    public async Task Receive_PeerClosesBetweenFrames_GivesWhatCameAndThenFalse(WireKind wire)
    {
        using ConnectedPair pair = ConnectedPair.Create(wire);
        pair.Coordinator.Post(MessageKind.Goodbye);
        pair.Coordinator.Flush();
        pair.Coordinator.Dispose();
        await OnThread.Run(() =>
        {
            Assert.Equal(MessageKind.Goodbye, Next(pair.Worker));
            Assert.False(pair.Worker.Receive(out _));
            Assert.False(pair.Worker.Receive(out _));
        }).OrTimeout();
    }

    [Theory]
    [MemberData(nameof(Wires))]
    public async Task Receive_PeerClosesInsideAFrame_IsTruncated(WireKind wire)
    {
        byte[] frame = new byte[FrameHeader.Size + 3];
        new FrameHeader(4, 1, 0, 0).Write(frame);
        for (int length = 1; length <= frame.Length; length++)
        {
            using ConnectedPair pair = ConnectedPair.Create(wire);
            pair.CoordinatorEnd.Output.WriteThrough(frame.AsSpan(0, length));
            pair.CoordinatorEnd.Dispose();
            FaultException fault = await Assert.ThrowsAsync<FaultException>(() => OnThread.Run(() => pair.Worker.Receive(out _)).OrTimeout());
            Assert.Equal(FaultCode.TruncatedFrame, fault.Code);
        }
    }

    [Theory]
    [MemberData(nameof(Wires))]
    public async Task ReadBulk_PeerClosesInsideTheBody_IsTruncated(WireKind wire)
    {
        byte[] frame = new byte[FrameHeader.Size + 3];
        new FrameHeader(4, 1, FrameFlags.Bulk, 0).Write(frame);
        using ConnectedPair pair = ConnectedPair.Create(wire);
        pair.CoordinatorEnd.Output.WriteThrough(frame);
        pair.CoordinatorEnd.Dispose();
        FaultException fault = await Assert.ThrowsAsync<FaultException>(() => OnThread.Run(() =>
        {
            Assert.True(pair.Worker.Receive(out _));
            pair.Worker.ReadBulk(new byte[4]);
        }).OrTimeout());
        Assert.Equal(FaultCode.TruncatedFrame, fault.Code);
    }

    [Theory]
    [MemberData(nameof(Wires))]
    public async Task Receive_DisposedMeanwhile_Ends(WireKind wire)
    {
        using ConnectedPair pair = ConnectedPair.Create(wire);
        var started = new ManualResetEventSlim();
        Task<bool> receiving = OnThread.Run(() =>
        {
            started.Set();
            try
            {
                return pair.Worker.Receive(out _);
            }
            catch (Exception ex) when (ex is IOException or ObjectDisposedException)
            {
                return false;
            }
        });
        started.Wait(TestTimeouts.Unexpected);
        pair.Worker.Dispose();
        Assert.False(await receiving.OrTimeout());
    }

    [Fact]
    public async Task Post_BodyThatFails_LeavesNothingBehind()
    {
        using ConnectedPair pair = ConnectedPair.Create(WireKind.InMemory).PastHandshake();
        Assert.Throws<InvalidOperationException>(() => pair.Coordinator.Post(MessageKind.Partial, 0, 0, static (output, _) =>
        {
            output.Write<byte>([1, 2, 3]);
            throw new InvalidOperationException("on purpose");
        }));
        pair.Coordinator.Post(new MapBatch(3, 4));
        pair.Coordinator.Flush();
        Assert.Equal(new MapBatch(3, 4), await OnThread.Run(() =>
        {
            Assert.True(pair.Worker.Receive(out Frame frame));
            return MessageCodec.Decode<MapBatch>(frame);
        }).OrTimeout());
    }

    // So that the others do not wait for what will never come, and the first failure is the one that shows.
    private static void ClosingOnFailure(ConnectedPair pair, Action action)
    {
        try
        {
            action();
        }
        catch
        {
            pair.Dispose();
            throw;
        }
    }

    private static MessageKind Next(MessageChannel channel)
    {
        Assert.True(channel.Receive(out Frame frame));
        return (MessageKind)frame.Header.Kind;
    }

    private static byte[] ReadBulk(MessageChannel channel, params int[] parts)
    {
        var bytes = new List<byte>();
        foreach (int part in parts)
        {
            byte[] piece = new byte[part];
            channel.ReadBulk(piece);
            bytes.AddRange(piece);
        }

        return [.. bytes];
    }
}
