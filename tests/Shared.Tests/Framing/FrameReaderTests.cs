using System.Buffers;
using Cluster.Faults;
using Cluster.Framing;
using Cluster.TestKit;

namespace Cluster.Tests.Framing;

public sealed class FrameReaderTests
{
    private const ushort Bulk = 1;
    private static readonly FrameLimits Limits = new(1000);

    [Fact]
    public void TryRead_EverySplitOfTwoSegments_GivesTheSameFrames()
    {
        byte[] stream = [.. Encode(7, 0, 42, [1, 2, 3]), .. Encode(8, 0, 43, []), .. Encode(9, 0, ulong.MaxValue, [4])];
        for (int split = 0; split <= stream.Length; split++)
        {
            ReadOnlySequence<byte> input = Segments.Of(stream[..split], stream[split..]);
            Assert.True(FrameReader.TryRead(ref input, Limits, Bulk, out Frame first));
            Assert.True(FrameReader.TryRead(ref input, Limits, Bulk, out Frame second));
            Assert.True(FrameReader.TryRead(ref input, Limits, Bulk, out Frame third));
            Assert.Equal(new FrameHeader(3, 7, 0, 42), first.Header);
            Assert.Equal([1, 2, 3], first.Body.ToArray());
            Assert.Equal(new FrameHeader(0, 8, 0, 43), second.Header);
            Assert.True(second.Body.IsEmpty);
            Assert.Equal(new FrameHeader(1, 9, 0, ulong.MaxValue), third.Header);
            Assert.Equal([4], third.Body.ToArray());
            Assert.True(input.IsEmpty);
        }
    }

    [Fact]
    public void TryRead_EveryBytesOwnSegment_GivesTheFrame()
    {
        ReadOnlySequence<byte> input = Segments.Of([.. Encode(7, 0, 42, [1, 2, 3]).Select(one => new[] { one })]);
        Assert.True(FrameReader.TryRead(ref input, Limits, Bulk, out Frame frame));
        Assert.Equal(new FrameHeader(3, 7, 0, 42), frame.Header);
        Assert.Equal([1, 2, 3], frame.Body.ToArray());
    }

    [Fact]
    public void TryRead_IncompleteFrame_LeavesTheInputAlone()
    {
        byte[] whole = Encode(7, 0, 42, [1, 2, 3]);
        for (int length = 0; length < whole.Length; length++)
        {
            var input = new ReadOnlySequence<byte>(whole, 0, length);
            Assert.False(FrameReader.TryRead(ref input, Limits, Bulk, out _));
            Assert.Equal(length, input.Length);
        }
    }

    [Theory]
    [InlineData(999, true)]
    [InlineData(1000, true)]
    [InlineData(1001, false)]
    [Trait("Fault", "44")]
    [Trait("Fault", "51")]
    public void TryRead_LengthAroundTheLimit_IsJudgedByTheHeaderAlone(uint length, bool allowed)
    {
        ReadOnlySequence<byte> input = Header(new FrameHeader(length, 7, 0, 0));
        if (allowed) Assert.False(FrameReader.TryRead(ref input, Limits, Bulk, out _));
        else Assert.Equal(FaultCode.FrameTooLong, Assert.Throws<FaultException>(() => FrameReader.TryRead(ref input, Limits, Bulk, out _)).Code);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(Bulk)]
    [Trait("Fault", "51")]
    public void TryRead_LargestLength_IsRejectedWithoutAllocatingForIt(ushort flags)
    {
        ReadOnlySequence<byte> input = Header(new FrameHeader(uint.MaxValue, 7, flags, 0));
        Assert.Throws<FaultException>(() => FrameReader.TryRead(ref input, FrameLimits.Session, Bulk, out _));
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<FaultException>(() => FrameReader.TryRead(ref input, FrameLimits.Session, Bulk, out _));
        // The exception and its message; nothing of the size that was declared.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64 << 10);
    }

    [Fact]
    public void TryRead_BulkFrame_IsHandedOverWithoutItsBody()
    {
        byte[] stream = [.. Encode(7, Bulk, 5, [1, 2, 3])];
        var input = new ReadOnlySequence<byte>(stream, 0, FrameHeader.Size);
        Assert.True(FrameReader.TryRead(ref input, Limits, Bulk, out Frame frame));
        Assert.Equal(3u, frame.Header.BodyLength);
        Assert.True(frame.Body.IsEmpty);
        Assert.True(input.IsEmpty);
    }

    [Fact]
    public void TryRead_RandomFramesInRandomSegments_GivesEachBack()
    {
        SeededRandom random = SeededRandom.Create();
        for (int round = 0; round < 200; round++)
        {
            var frames = Enumerable.Range(0, random.Next(1, 10))
                .Select(_ => (Kind: (ushort)random.Next(65536), Flags: (ushort)(random.Next(65536) & ~Bulk), Id: (ulong)random.AnyInt64(), Body: random.Bytes(random.Next(1001))))
                .ToList();
            byte[] stream = [.. frames.SelectMany(frame => Encode(frame.Kind, frame.Flags, frame.Id, frame.Body))];
            ReadOnlySequence<byte> input = Segments.Cut(stream, random);
            foreach (var expected in frames)
            {
                Assert.True(FrameReader.TryRead(ref input, Limits, Bulk, out Frame frame));
                Assert.Equal(new FrameHeader((uint)expected.Body.Length, expected.Kind, expected.Flags, expected.Id), frame.Header);
                Assert.Equal(expected.Body, frame.Body.ToArray());
            }

            Assert.False(FrameReader.TryRead(ref input, Limits, Bulk, out _));
        }
    }

    [Fact]
    public void FrameHeader_Write_IsLittleEndian()
    {
        byte[] bytes = new byte[FrameHeader.Size];
        new FrameHeader(0x04030201, 0x0605, 0x0807, 0x100f0e0d0c0b0a09).Write(bytes);
        Assert.Equal(Enumerable.Range(1, 16).Select(i => (byte)i), bytes);
    }

    private static ReadOnlySequence<byte> Header(FrameHeader header)
    {
        byte[] bytes = new byte[FrameHeader.Size];
        header.Write(bytes);
        return new ReadOnlySequence<byte>(bytes);
    }

    private static byte[] Encode(ushort kind, ushort flags, ulong correlation, byte[] body) =>
        [.. Header(new FrameHeader((uint)body.Length, kind, flags, correlation)).ToArray(), .. body];
}
