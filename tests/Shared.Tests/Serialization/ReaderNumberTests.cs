using MessagePack;

namespace Cluster.Tests.Serialization;

/// <summary>Each form of a number into each type.</summary>
public sealed class ReaderNumberTests
{
    private static readonly string[] Forms =
    [
        "00", "7f", "ff", "e0", "cc00", "cc7f", "ccff", "cd0000", "cd00ff", "cd0100", "cdffff",
        "ce00000000", "ce0000ffff", "ce00010000", "ce7fffffff", "ce80000000", "ceffffffff",
        "cf0000000000000000", "cf00000000ffffffff", "cf0000000100000000", "cf7fffffffffffffff", "cf8000000000000000", "cfffffffffffffffff",
        "d000", "d07f", "d080", "d0ff", "d10000", "d1007f", "d1ff80", "d17fff", "d18000", "d1ffff",
        "d200000000", "d27fffffff", "d280000000", "d2ffff8000", "d2ffffffff",
        "d30000000000000000", "d37fffffffffffffff", "d38000000000000000", "d3ffffffffffffffff",
    ];

    private delegate Int128 ReadAction(ref MessagePackReader reader);

    [Fact]
    public void Read_AnyForm_GivesTheValueOrOverflows()
    {
        foreach (string form in Forms)
        {
            byte[] bytes = Wire.Bytes(form);
            Int128 value = ValueOf(bytes);
            Check(bytes, value, byte.MinValue, byte.MaxValue, (ref r) => r.ReadByte());
            Check(bytes, value, ushort.MinValue, ushort.MaxValue, (ref r) => r.ReadUInt16());
            Check(bytes, value, uint.MinValue, uint.MaxValue, (ref r) => r.ReadUInt32());
            Check(bytes, value, ulong.MinValue, ulong.MaxValue, (ref r) => r.ReadUInt64());
            Check(bytes, value, sbyte.MinValue, sbyte.MaxValue, (ref r) => r.ReadSByte());
            Check(bytes, value, short.MinValue, short.MaxValue, (ref r) => r.ReadInt16());
            Check(bytes, value, int.MinValue, int.MaxValue, (ref r) => r.ReadInt32());
            Check(bytes, value, long.MinValue, long.MaxValue, (ref r) => r.ReadInt64());
            Check(bytes, value, char.MinValue, char.MaxValue, (ref r) => r.ReadChar());

            var reader = new MessagePackReader(bytes);
            Assert.Equal((double)value, reader.ReadDouble());
            reader = new MessagePackReader(bytes);
            Assert.Equal((float)value, reader.ReadSingle());
        }
    }

    [Fact]
    public void ReadFloat_OfTheOtherWidth_Converts()
    {
        var reader = new MessagePackReader(Wire.Bytes("ca3fc00000 cb3ff8000000000000"));
        Assert.Equal(1.5, reader.ReadDouble());
        Assert.Equal(1.5f, reader.ReadSingle());
    }

    [Fact]
    public void Read_ValueOfAnotherKind_NamesTheCode()
    {
        Assert.Contains("fixstr", Refusal("a0", (ref r) => r.ReadInt32()), StringComparison.Ordinal);
        Assert.Contains("nil", Refusal("c0", (ref r) => r.ReadUInt64()), StringComparison.Ordinal);
        Assert.Contains("true", Refusal("c3", (ref r) => (Int128)r.ReadDouble()), StringComparison.Ordinal);
        Assert.Contains("int", Refusal("01", (ref r) => r.ReadBoolean() ? 1 : 0), StringComparison.Ordinal);
        Assert.Contains("bin 8", Refusal("c400", (ref r) => r.ReadArrayHeader()), StringComparison.Ordinal);
        Assert.Contains("array 16", Refusal("dc0000", (ref r) => r.ReadMapHeader()), StringComparison.Ordinal);
        Assert.Contains("float 32", Refusal("ca00000000", (ref r) => r.ReadInt64()), StringComparison.Ordinal);
        Assert.Contains("fixmap", Refusal("80", (ref r) => r.ReadString()!.Length), StringComparison.Ordinal);
    }

    [Fact]
    public void ToMessagePackType_EveryCode_IsAsSpecified()
    {
        for (int code = 0; code <= 255; code++)
        {
            MessagePackType expected = code switch
            {
                <= 0x7f or >= 0xe0 or (>= 0xcc and <= 0xd3) => MessagePackType.Integer,
                <= 0x8f or 0xde or 0xdf => MessagePackType.Map,
                <= 0x9f or 0xdc or 0xdd => MessagePackType.Array,
                <= 0xbf or (>= 0xd9 and <= 0xdb) => MessagePackType.String,
                0xc0 => MessagePackType.Nil,
                0xc2 or 0xc3 => MessagePackType.Boolean,
                >= 0xc4 and <= 0xc6 => MessagePackType.Binary,
                0xca or 0xcb => MessagePackType.Float,
                0xc1 => MessagePackType.Unknown,
                _ => MessagePackType.Extension,
            };
            Assert.Equal(expected, MessagePackCode.ToMessagePackType((byte)code));
        }
    }

    private static void Check(byte[] bytes, Int128 value, Int128 min, Int128 max, ReadAction read)
    {
        if (value >= min && value <= max)
        {
            var reader = new MessagePackReader(bytes);
            Assert.Equal(value, read(ref reader));
            Assert.Equal(bytes.Length, reader.Consumed);
            Assert.True(reader.End);
            return;
        }

        Assert.Throws<OverflowException>(() =>
        {
            var reader = new MessagePackReader(bytes);
            read(ref reader);
        });
    }

    private static string Refusal(string hex, ReadAction read) => Assert.Throws<MessagePackSerializationException>(() =>
    {
        var reader = new MessagePackReader(Wire.Bytes(hex));
        read(ref reader);
    }).Message;

    private static Int128 ValueOf(byte[] bytes)
    {
        if (bytes.Length == 1) return (sbyte)bytes[0];
        Int128 value = 0;
        foreach (byte b in bytes.AsSpan(1)) value = (value << 8) | b;
        bool negative = bytes[0] >= 0xd0 && (bytes[1] & 0x80) != 0;
        return negative ? value - (Int128.One << (8 * (bytes.Length - 1))) : value;
    }
}
