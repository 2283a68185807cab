using System.Buffers;
using System.Text;
using MessagePack;

namespace Cluster.Tests.Serialization;

/// <summary>A reader must not see where one piece of memory ends and the next begins.</summary>
public sealed class SegmentedReaderTests
{
    private static readonly byte[] Everything = Wire.Write((ref w) =>
    {
        w.WriteArrayHeader(20);
        foreach (long value in (long[])[1, 200, 60_000, 3_000_000_000, long.MaxValue]) w.Write(value);
        foreach (long value in (long[])[-1, -100, -30_000, -2_000_000_000, long.MinValue]) w.Write(value);
        w.Write(1.25f);
        w.Write(double.Pi);
        w.Write("text of some length with € and 😀");
        w.Write(new byte[40]);
        w.Write(new DateTime(2024, 1, 2, 3, 4, 5, DateTimeKind.Utc));
        w.Write(new DateTime(2024, 1, 2, 3, 4, 5, DateTimeKind.Utc).AddTicks(1));
        w.Write(new DateTime(1, 2, 3, 0, 0, 0, DateTimeKind.Utc));
        w.WriteExtensionFormat(new ExtensionResult(7, new ReadOnlySequence<byte>(new byte[5])));
        w.WriteMapHeader(16);
        for (int i = 0; i < 16; i++)
        {
            w.Write(i);
            w.WriteArrayHeader(0);
        }

        w.WriteNil();
    });

    [Fact]
    public void Read_EverySplitPoint_GivesTheSameValues()
    {
        string expected = Describe(new ReadOnlySequence<byte>(Everything));
        for (int place = 0; place <= Everything.Length; place++)
        {
            Assert.Equal(expected, Describe(Wire.Split(Everything, place)));
            Assert.Equal(expected, Describe(Wire.Split(Everything, place, place, Math.Min(place + 2, Everything.Length))));
        }

        Assert.Equal(expected, Describe(Wire.OneByteEach(Everything)));
    }

    [Fact]
    public void Skip_EverySplitPoint_EndsBehindTheValue()
    {
        for (int place = 0; place <= Everything.Length; place++)
        {
            var reader = new MessagePackReader(Wire.Split([.. Everything, 0x2a], place));
            reader.Skip();
            Assert.Equal(Everything.Length, reader.Consumed);
            Assert.Equal(42, reader.ReadInt32());
            Assert.True(reader.End);
        }
    }

    [Fact]
    public void ReadRaw_EverySplitPoint_IsTheBytesOfTheValue()
    {
        for (int place = 0; place <= Everything.Length; place++)
        {
            var reader = new MessagePackReader(Wire.Split(Everything, place));
            Assert.Equal(Everything, reader.ReadRaw().ToArray());
        }
    }

    [Fact]
    public void ReadOrSkip_CutAnywhere_IsEndOfStream()
    {
        for (int length = 0; length < Everything.Length; length++)
        {
            byte[] cut = Everything[..length];
            Assert.Throws<EndOfStreamException>(() => Describe(new ReadOnlySequence<byte>(cut)));
            Assert.Throws<EndOfStreamException>(() => Describe(Wire.OneByteEach(cut)));
            Assert.Throws<EndOfStreamException>(() =>
            {
                var reader = new MessagePackReader(cut);
                reader.Skip();
            });
        }
    }

    [Fact]
    public void TryReadHeader_CutHeader_IsFalseAndStays()
    {
        var reader = new MessagePackReader(Wire.Bytes("dd000001"));
        Assert.False(reader.TryReadArrayHeader(out _));
        Assert.Equal(0, reader.Consumed);
        reader = new MessagePackReader(Wire.Bytes("de01"));
        Assert.False(reader.TryReadMapHeader(out _));
        Assert.Equal(0, reader.Consumed);
        reader = new MessagePackReader(Wire.Bytes("c80001"));
        Assert.False(reader.TryReadExtensionFormatHeader(out _));
        Assert.Equal(0, reader.Consumed);
    }

    [Fact]
    public void TryReadStringSpan_TextAcrossPieces_IsFalseAndStays()
    {
        byte[] bytes = Wire.Write((ref w) => w.Write("abc"));
        var reader = new MessagePackReader(Wire.Split(bytes, 2));
        Assert.False(reader.TryReadStringSpan(out _));
        Assert.Equal(0, reader.Consumed);
        Assert.Equal("abc", reader.ReadString());

        reader = new MessagePackReader(bytes);
        Assert.True(reader.TryReadStringSpan(out ReadOnlySpan<byte> span));
        Assert.True(span.SequenceEqual("abc"u8));
    }

    [Fact]
    public void CreatePeekReader_ReadingAhead_LeavesTheReader()
    {
        var reader = new MessagePackReader(Wire.Bytes("0102"));
        MessagePackReader ahead = reader.CreatePeekReader();
        ahead.Skip();
        Assert.Equal(2, ahead.ReadInt32());
        Assert.Equal(1, reader.ReadInt32());
    }

    [Fact]
    public void ReadBytes_OfText_GivesItsBytes()
    {
        var reader = new MessagePackReader(Wire.Bytes("a26162 c0"));
        Assert.Equal("ab"u8.ToArray(), reader.ReadBytes()!.Value.ToArray());
        Assert.Null(reader.ReadBytes());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Read_RandomValuesInRandomPieces_AreWhatWasWritten(int run)
    {
        int seed = Environment.TickCount + run;
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        var values = new RandomValues(seed);
        var random = new Random(seed);
        for (int i = 0; i < 200; i++)
        {
            var expected = new StringBuilder();
            byte[] bytes = Wire.Write((ref w) => values.Write(ref w, expected));
            int[] places = [.. Enumerable.Range(0, random.Next(8)).Select(_ => random.Next(bytes.Length + 1)).Order()];
            Assert.Equal(expected.ToString(), Describe(new ReadOnlySequence<byte>(bytes)));
            Assert.Equal(expected.ToString(), Describe(Wire.Split(bytes, places)));
        }
    }

    private static string Describe(in ReadOnlySequence<byte> bytes)
    {
        var reader = new MessagePackReader(bytes);
        var text = new StringBuilder();
        WireDescription.Read(ref reader, text);
        Assert.True(reader.End);
        Assert.Equal(bytes.Length, reader.Consumed);
        return text.ToString();
    }
}
