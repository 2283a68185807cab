using System.Buffers;
using System.Text;
using MessagePack;

namespace Cluster.Tests.Serialization;

/// <summary>Everything but numbers against the bytes of the specification, at each border between two forms.</summary>
public sealed class WriterBlockTests
{
    [Theory]
    [InlineData(0, "a0")]
    [InlineData(31, "bf")]
    [InlineData(32, "d920")]
    [InlineData(255, "d9ff")]
    [InlineData(256, "da0100")]
    [InlineData(65535, "daffff")]
    [InlineData(65536, "db00010000")]
    public void Write_TextOfLength_HasTheSmallestHeader(int bytes, string header)
    {
        string ascii = new('a', bytes);
        byte[] expected = [.. Wire.Bytes(header), .. Encoding.UTF8.GetBytes(ascii)];

        Assert.Equal(expected, Wire.Write((ref w) => w.Write(ascii)));
        Assert.Equal(expected, Wire.Write((ref w) => w.Write(ascii.AsSpan())));
        Assert.Equal(expected, Wire.Write((ref w) => w.WriteString(Encoding.UTF8.GetBytes(ascii))));
        Assert.Equal(Wire.Bytes(header), Wire.Write((ref w) => w.WriteStringHeader(bytes)));

        // The same number of bytes from fewer chars: the header counts bytes.
        string wide = new string('€', bytes / 3) + new string('a', bytes % 3);
        Assert.Equal([.. Wire.Bytes(header), .. Encoding.UTF8.GetBytes(wide)], Wire.Write((ref w) => w.Write(wide)));
    }

    [Fact]
    public void Write_TextOfEachSmallLength_IsHeaderAndUtf8()
    {
        foreach (string letter in (string[])["a", "é", "€", "😀"])
        {
            for (int count = 0; count <= 300; count++)
            {
                string text = string.Concat(Enumerable.Repeat(letter, count));
                byte[] utf8 = Encoding.UTF8.GetBytes(text);
                Assert.Equal(Wire.Write((ref w) => w.WriteString(utf8)), Wire.Write((ref w) => w.Write(text)));
            }
        }
    }

    [Fact]
    public void Write_NullText_IsNil() => Assert.Equal("c0", Wire.Hex((ref w) => w.Write((string?)null)));

    [Theory]
    [InlineData(0, "c400")]
    [InlineData(255, "c4ff")]
    [InlineData(256, "c50100")]
    [InlineData(65535, "c5ffff")]
    [InlineData(65536, "c600010000")]
    public void Write_BinaryOfLength_HasTheSmallestHeader(int length, string header)
    {
        byte[] content = new byte[length];
        new Random(length).NextBytes(content);
        byte[] expected = [.. Wire.Bytes(header), .. content];

        Assert.Equal(expected, Wire.Write((ref w) => w.Write(content)));
        Assert.Equal(expected, Wire.Write((ref w) => w.Write(content.AsSpan())));
        Assert.Equal(expected, Wire.Write((ref w) => w.Write(Wire.Split(content, length / 3, length / 2))));
        Assert.Equal(Wire.Bytes(header), Wire.Write((ref w) => w.WriteBinHeader(length)));
    }

    [Theory]
    [InlineData(0u, "90", "80")]
    [InlineData(15u, "9f", "8f")]
    [InlineData(16u, "dc0010", "de0010")]
    [InlineData(65535u, "dcffff", "deffff")]
    [InlineData(65536u, "dd00010000", "df00010000")]
    [InlineData(uint.MaxValue, "ddffffffff", "dfffffffff")]
    public void WriteHeader_OfCount_IsTheSmallest(uint count, string array, string map)
    {
        Assert.Equal(array, Wire.Hex((ref w) => w.WriteArrayHeader(count)));
        Assert.Equal(map, Wire.Hex((ref w) => w.WriteMapHeader(count)));
        if (count > int.MaxValue) return;
        Assert.Equal(array, Wire.Hex((ref w) => w.WriteArrayHeader((int)count)));
        Assert.Equal(map, Wire.Hex((ref w) => w.WriteMapHeader((int)count)));
    }

    [Theory]
    [InlineData(0, "c70005")]
    [InlineData(1, "d405")]
    [InlineData(2, "d505")]
    [InlineData(3, "c70305")]
    [InlineData(4, "d605")]
    [InlineData(8, "d705")]
    [InlineData(16, "d805")]
    [InlineData(17, "c71105")]
    [InlineData(255, "c7ff05")]
    [InlineData(256, "c8010005")]
    [InlineData(65535, "c8ffff05")]
    [InlineData(65536, "c90001000005")]
    public void WriteExtensionFormat_OfLength_HasTheSmallestHeader(int length, string header)
    {
        byte[] content = new byte[length];
        var extension = new ExtensionResult(5, new ReadOnlySequence<byte>(content));
        Assert.Equal([.. Wire.Bytes(header), .. content], Wire.Write((ref w) => w.WriteExtensionFormat(extension)));
        Assert.Equal(header, Wire.Hex((ref w) => w.WriteExtensionFormatHeader(new ExtensionHeader(5, length))));
    }

    [Theory]
    [InlineData("1970-01-01T00:00:00.0000000Z", "d6ff00000000")]
    [InlineData("2106-02-07T06:28:15.0000000Z", "d6ffffffffff")]
    [InlineData("2106-02-07T06:28:16.0000000Z", "d7ff0000000100000000")]
    [InlineData("1970-01-01T00:00:00.0000001Z", "d7ff0000019000000000")]
    [InlineData("2514-05-30T01:53:03.9999999Z", "d7ffee6b2673ffffffff")]
    [InlineData("2514-05-30T01:53:04.0000000Z", "c70cff000000000000000400000000")]
    [InlineData("1969-12-31T23:59:59.5000000Z", "c70cff1dcd6500ffffffffffffffff")]
    [InlineData("0001-01-01T00:00:00.0000000Z", "c70cff00000000fffffff1886e0900")]
    public void Write_Time_IsTheSmallestTimestamp(string text, string expected)
    {
        DateTime time = DateTime.Parse(text, null, System.Globalization.DateTimeStyles.RoundtripKind);

        byte[] bytes = Wire.Write((ref w) => w.Write(time));

        Assert.Equal(expected, Convert.ToHexStringLower(bytes));
        var reader = new MessagePackReader(bytes);
        DateTime back = reader.ReadDateTime();
        Assert.Equal(time, back);
        Assert.Equal(DateTimeKind.Utc, back.Kind);
    }

    [Fact]
    public void Write_LocalTime_IsConvertedAndUnspecifiedIsNot()
    {
        var local = new DateTime(2024, 7, 1, 12, 0, 0, DateTimeKind.Local);
        DateTime unspecified = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);

        Assert.Equal(Wire.Hex((ref w) => w.Write(local.ToUniversalTime())), Wire.Hex((ref w) => w.Write(local)));
        DateTime asUtc = DateTime.SpecifyKind(local, DateTimeKind.Utc);
        Assert.Equal(Wire.Hex((ref w) => w.Write(asUtc)), Wire.Hex((ref w) => w.Write(unspecified)));
    }

    [Fact]
    public void GetSpanAndAdvance_BetweenValues_KeepTheOrder() => Assert.Equal("01c0c302", Wire.Hex((ref w) =>
    {
        w.Write(1);
        Span<byte> span = w.GetSpan(2);
        span[0] = 0xc0;
        span[1] = 0xc3;
        w.Advance(2);
        w.WriteRaw(new byte[] { 2 });
    }));

    [Fact]
    public void Flush_InTheMiddle_LosesNothing() => Assert.Equal("0102a161", Wire.Hex((ref w) =>
    {
        w.Write(1);
        w.Flush();
        w.Write(2);
        w.Flush();
        w.Flush();
        w.Write("a");
    }));
}
