using System.Buffers;
using System.Buffers.Binary;
using Cluster.Framing;
using Cluster.Protocol;
using Cluster.Protocol.Queues;
using Cluster.TestKit;
using Cluster.Transport;

namespace Cluster.Tests.Protocol.Queues;

public sealed class FeederQueueTests
{
    private const MessageKind Item = (MessageKind)900;

    [Theory]
    [InlineData(1, 1, false)]
    [InlineData(1, 100, true)]
    [InlineData(4, 7, false)]
    [InlineData(4, 1000, true)]
    public async Task Put_ByProducers_ArrivesOnceAndInTheOrderOfEach(int producers, int capacity, bool flushesEach)
    {
        const int each = 500;
        using ConnectedPair pair = ConnectedPair.Create(WireKind.InMemory).PastHandshake();
        Task<int[]> received = OnThread.Run(() => Take(pair.Worker, producers * each));

        using (FeederQueue<int> queue = Queue(pair, capacity, flushesEach))
        {
            await Task.WhenAll(Enumerable.Range(0, producers).Select(producer => OnThread.Run(() =>
            {
                for (int i = 0; i < each; i++) queue.Put((producer * each) + i);
            })));
            queue.Drain();
        }

        int[] items = await received.WaitAsync(TestTimeouts.Unexpected);
        Assert.Equal(Enumerable.Range(0, producers * each), items.Order());
        foreach (IGrouping<int, int> one in items.GroupBy(static item => item / each)) Assert.Equal(one.Order(), one);
    }

    [Fact]
    public async Task Put_QueueIsFull_WaitsUntilThereIsRoom()
    {
        using ConnectedPair pair = ConnectedPair.Create(WireKind.InMemory).PastHandshake();
        using FeederQueue<byte[]> queue = new(pair.Coordinator, Item, static (output, bytes) => output.Write(bytes), capacity: 2, flushesEach: true);
        // Ends before the queue does: its feeder may be waiting for a frame that was seen and not consumed.
        using Connection reader = pair.WorkerEnd;
        byte[] large = new byte[300 << 10];
        int put = 0;

        // Nobody reads: the first is stuck in the connection, with at most one more behind it in the feeder; two wait.
        Task putting = OnThread.Run(() =>
        {
            for (; put < 20; put++) queue.Put(large);
        });
        await Eventually.Async("the queue is full", () => Volatile.Read(ref put) >= 3);
        Assert.InRange(Volatile.Read(ref put), 3, 4);

        Assert.Equal(20, await OnThread.Run(() => Count(pair.Worker, 20)).WaitAsync(TestTimeouts.Unexpected));
        await putting.WaitAsync(TestTimeouts.Unexpected);
    }

    [Fact]
    public async Task Put_ConnectionIsClosed_Throws()
    {
        using ConnectedPair pair = ConnectedPair.Create(WireKind.InMemory).PastHandshake();
        using FeederQueue<int> queue = Queue(pair, capacity: 4, flushesEach: false);
        pair.WorkerEnd.Dispose();

        await OnThread.Run(() => Assert.Throws<IOException>(() => PutForever(queue))).WaitAsync(TestTimeouts.Unexpected);
        Assert.Throws<IOException>(queue.Drain);
    }

    [Fact]
    public void Put_AfterDispose_IsRefused()
    {
        using ConnectedPair pair = ConnectedPair.Create(WireKind.InMemory).PastHandshake();
        FeederQueue<int> queue = Queue(pair, capacity: 4, flushesEach: false);
        queue.Dispose();

        Assert.Throws<ObjectDisposedException>(() => queue.Put(1));
    }

    internal static FeederQueue<int> Queue(ConnectedPair pair, int capacity, bool flushesEach) => new(pair.Coordinator, Item, Write, capacity, flushesEach);

    internal static void Write(IBufferWriter<byte> output, int item)
    {
        BinaryPrimitives.WriteInt32LittleEndian(output.GetSpan(sizeof(int)), item);
        output.Advance(sizeof(int));
    }

    private static void PutForever(FeederQueue<int> queue)
    {
        for (int i = 0; ; i++) queue.Put(i);
    }

    private static int[] Take(MessageChannel channel, int count)
    {
        int[] items = new int[count];
        for (int i = 0; i < count; i++)
        {
            Assert.True(channel.Receive(out Frame frame));
            Assert.Equal((ushort)Item, frame.Header.Kind);
            items[i] = BinaryPrimitives.ReadInt32LittleEndian(frame.Body.ToArray());
        }

        return items;
    }

    private static int Count(MessageChannel channel, int most)
    {
        int count = 0;
        while (count < most && channel.Receive(out _)) count++;
        return count;
    }
}
