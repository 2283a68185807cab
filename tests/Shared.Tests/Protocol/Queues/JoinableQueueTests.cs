using Cluster.Framing;
using Cluster.Protocol;
using Cluster.Protocol.Queues;
using Cluster.TestKit;

namespace Cluster.Tests.Protocol.Queues;

public sealed class JoinableQueueTests
{
    private const MessageKind Item = (MessageKind)900;

    [Fact]
    public async Task Join_SomeUnfinished_ReturnsAfterTheLastAcknowledgement()
    {
        using ConnectedPair pair = ConnectedPair.Create(WireKind.InMemory).PastHandshake();
        using JoinableQueue<int> queue = Queue(pair);
        for (int i = 0; i < 10; i++) queue.Put(i);
        Task join = OnThread.Run(queue.Join);

        queue.Acknowledge(4);
        queue.Acknowledge(5);
        Assert.Equal(1, queue.Unfinished);
        Assert.False(join.IsCompleted);
        queue.Acknowledge(1);

        await join.WaitAsync(TestTimeouts.Unexpected);
        Assert.Equal(0, queue.Unfinished);
    }

    [Fact]
    public async Task Join_PeerAcknowledgesWhatItReceives_Returns()
    {
        const int count = 2000;
        using ConnectedPair pair = ConnectedPair.Create(WireKind.InMemory).PastHandshake();
        using JoinableQueue<int> queue = Queue(pair);
        Task peer = OnThread.Run(() =>
        {
            for (int i = 0; i < count; i++)
            {
                Assert.True(pair.Worker.Receive(out Frame _));
                queue.Acknowledge(1);
            }
        });

        await OnThread.Run(() =>
        {
            for (int i = 0; i < count; i++) queue.Put(i);
            queue.Join();
        }).WaitAsync(TestTimeouts.Unexpected);
        await peer.WaitAsync(TestTimeouts.Unexpected);
    }

    [Fact]
    public void Join_NothingPut_ReturnsAtOnce()
    {
        using ConnectedPair pair = ConnectedPair.Create(WireKind.InMemory).PastHandshake();
        using JoinableQueue<int> queue = Queue(pair);

        queue.Join();
    }

    [Fact]
    public async Task Join_AfterAFailure_ThrowsWithIt()
    {
        using ConnectedPair pair = ConnectedPair.Create(WireKind.InMemory).PastHandshake();
        using JoinableQueue<int> queue = Queue(pair);
        queue.Put(1);
        Task join = OnThread.Run(queue.Join);

        queue.Fail(new InvalidDataException("the peer is gone"));

        IOException failure = await Assert.ThrowsAsync<IOException>(() => join.WaitAsync(TestTimeouts.Unexpected));
        Assert.Equal("1 items of the queue are not finished: the peer is gone", failure.Message);
    }

    [Fact]
    public void Acknowledge_MoreThanWasPut_IsRefused()
    {
        using ConnectedPair pair = ConnectedPair.Create(WireKind.InMemory).PastHandshake();
        using JoinableQueue<int> queue = Queue(pair);
        queue.Put(1);

        Assert.Throws<InvalidOperationException>(() => queue.Acknowledge(2));
    }

    private static JoinableQueue<int> Queue(ConnectedPair pair) => new(pair.Coordinator, Item, FeederQueueTests.Write, capacity: 64, flushesEach: false);
}
