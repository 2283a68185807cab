using Cluster.Memory;
using Cluster.Rings;
using Cluster.TestKit;

namespace Cluster.Tests.Rings;

public sealed class RingTests : IDisposable
{
    private const int Capacity = RingLayout.MinCapacity;

    private readonly SharedSegment _segment = SharedSegment.Create("rings", RingLayout.ByteLength(Capacity), Path.GetTempPath());
    private readonly Ring _ring;
    private readonly RingProducer _producer;
    private readonly RingConsumer _consumer;

    public RingTests()
    {
        var memory = new RingMemory(AttachedSegment.Attach(_segment.Handle, writable: true), Capacity);
        _ring = memory.Ring(toWorker: true);
        (_producer, _consumer) = (new RingProducer(_ring), new RingConsumer(_ring));
    }

    public void Dispose() => _segment.Dispose();

    [Fact]
    public void Bytes_AroundTheEndManyTimes_ArriveInOrder()
    {
        SeededRandom random = SeededRandom.Create();
        byte[] sent = random.Bytes(100 * Capacity);
        byte[] received = new byte[sent.Length];
        (int written, int read) = (0, 0);
        while (read < sent.Length)
        {
            written += _producer.Write(sent.AsSpan(written, Math.Min(random.Next(Capacity + 1), sent.Length - written)));
            read += _consumer.Read(received.AsSpan(read, Math.Min(random.Next(Capacity + 1), written - read)));
        }

        Assert.True(sent.AsSpan().SequenceEqual(received));
    }

    [Fact]
    public void Write_MoreThanThereIsRoom_TakesWhatFits()
    {
        Assert.Equal(Capacity, _producer.Write(new byte[Capacity + 1]));
        Assert.Equal(0, _producer.Write([1]));
        Assert.False(_producer.HasRoom);
        Assert.Equal(10, _consumer.Read(new byte[10]));
        Assert.True(_producer.HasRoom);
        Assert.Equal(10, _producer.Write(new byte[11]));
    }

    [Fact]
    public void TwoRings_OfOneMemory_DoNotTouchEachOther()
    {
        var memory = new RingMemory(AttachedSegment.Attach(_segment.Handle, writable: true), Capacity);
        var back = new RingProducer(memory.Ring(toWorker: false));
        _producer.Write([.. Enumerable.Repeat((byte)1, Capacity)]);
        back.Write([.. Enumerable.Repeat((byte)2, Capacity)]);
        byte[] there = new byte[Capacity];
        Assert.Equal(Capacity, _consumer.Read(there));
        Assert.All(there, static value => Assert.Equal(1, value));
    }

    [Theory]
    [InlineData(Capacity + 1)]
    [InlineData(-1)]
    [InlineData(long.MaxValue)]
    [InlineData(long.MinValue)]
    public void Read_TailThatCannotBe_IsRefused(long tail)
    {
        _ring.Tail = tail;
        Assert.Throws<RingException>(() => _consumer.Read(new byte[10]));
        Assert.Throws<RingException>(() => _consumer.HasBytes);
        Assert.Throws<RingException>(() => _consumer.TryPark());
    }

    [Fact]
    public void Read_TailThatGoesBack_IsRefused()
    {
        _producer.Write(new byte[100]);
        Assert.Equal(50, _consumer.Read(new byte[50]));
        _ring.Tail = 60;
        Assert.Throws<RingException>(() => _consumer.Read(new byte[60]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    [InlineData(long.MaxValue)]
    [InlineData(long.MinValue)]
    public void Write_HeadThatCannotBe_IsRefused(long beyond)
    {
        _producer.Write(new byte[Capacity]);
        _ring.Head = beyond < 0 ? beyond : Math.Max(beyond, Capacity + beyond);
        Assert.Throws<RingException>(() => _producer.Write([1]));
        Assert.Throws<RingException>(() => _producer.TryPark());
    }

    [Fact]
    public void Write_HeadThatGoesBack_IsRefused()
    {
        _producer.Write(new byte[Capacity]);
        _ring.Head = 20;
        Assert.Equal(20, _producer.Write(new byte[Capacity]));
        _ring.Head = 10;
        Assert.Throws<RingException>(() => _producer.Write([1]));
    }

    [Fact]
    public void ReaderParks_NothingThere_IsRungOnce()
    {
        Assert.True(_consumer.TryPark());
        _producer.Write([1]);
        Assert.True(_producer.MustRing());
        _producer.Write([2]);
        Assert.False(_producer.MustRing());
    }

    [Fact]
    public void ReaderParks_BytesThere_WithdrawsAndIsNotRung()
    {
        _producer.Write([1]);
        Assert.False(_consumer.TryPark());
        Assert.False(_producer.MustRing());
    }

    [Fact]
    public void WriterParks_RingFull_IsWokenOnceHalfOfItIsRead()
    {
        _producer.Write(new byte[Capacity]);
        Assert.True(_producer.TryPark());
        _consumer.Read(new byte[10]);
        Assert.False(_consumer.MustWake());
        _consumer.Read(new byte[Capacity / 2]);
        Assert.True(_consumer.MustWake());
        Assert.False(_consumer.MustWake());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(RingLayout.MinCapacity / 2)]
    [InlineData(RingLayout.MinCapacity + 1)]
    [InlineData(int.MinValue)]
    [InlineData(RingLayout.MaxCapacity)]
    public void Memory_OfAnotherSize_IsRefused(int capacity)
    {
        using MappedMemory memory = AttachedSegment.Attach(_segment.Handle, writable: true);
        Assert.ThrowsAny<ArgumentException>(() => new RingMemory(memory, capacity));
    }
}
