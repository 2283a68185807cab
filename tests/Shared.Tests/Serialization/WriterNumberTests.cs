namespace Cluster.Tests.Serialization;

/// <summary>Numbers against the bytes of the specification, at each border between two forms.</summary>
public sealed class WriterNumberTests
{
    [Theory]
    [InlineData(0, "00")]
    [InlineData(127, "7f")]
    [InlineData(128, "cc80")]
    [InlineData(255, "ccff")]
    [InlineData(256, "cd0100")]
    [InlineData(32767, "cd7fff")]
    [InlineData(32768, "cd8000")]
    [InlineData(65535, "cdffff")]
    [InlineData(65536, "ce00010000")]
    [InlineData(2147483647, "ce7fffffff")]
    [InlineData(2147483648, "ce80000000")]
    [InlineData(4294967295, "ceffffffff")]
    [InlineData(4294967296, "cf0000000100000000")]
    [InlineData(long.MaxValue, "cf7fffffffffffffff")]
    [InlineData(-1, "ff")]
    [InlineData(-32, "e0")]
    [InlineData(-33, "d0df")]
    [InlineData(-128, "d080")]
    [InlineData(-129, "d1ff7f")]
    [InlineData(-32768, "d18000")]
    [InlineData(-32769, "d2ffff7fff")]
    [InlineData(-2147483648, "d280000000")]
    [InlineData(-2147483649, "d3ffffffff7fffffff")]
    [InlineData(long.MinValue, "d38000000000000000")]
    public void Write_IntegerOfAnyType_IsTheSmallestForm(long value, string expected)
    {
        Assert.Equal(expected, Wire.Hex((ref w) => w.Write(value)));
        if (value >= 0) Assert.Equal(expected, Wire.Hex((ref w) => w.Write((ulong)value)));
        if (value is >= int.MinValue and <= int.MaxValue) Assert.Equal(expected, Wire.Hex((ref w) => w.Write((int)value)));
        if (value is >= 0 and <= uint.MaxValue) Assert.Equal(expected, Wire.Hex((ref w) => w.Write((uint)value)));
        if (value is >= short.MinValue and <= short.MaxValue) Assert.Equal(expected, Wire.Hex((ref w) => w.Write((short)value)));
        if (value is >= 0 and <= ushort.MaxValue) Assert.Equal(expected, Wire.Hex((ref w) => w.Write((ushort)value)));
        if (value is >= 0 and <= char.MaxValue) Assert.Equal(expected, Wire.Hex((ref w) => w.Write((char)value)));
        if (value is >= sbyte.MinValue and <= sbyte.MaxValue) Assert.Equal(expected, Wire.Hex((ref w) => w.Write((sbyte)value)));
        if (value is >= 0 and <= byte.MaxValue) Assert.Equal(expected, Wire.Hex((ref w) => w.Write((byte)value)));
    }

    [Fact]
    public void Write_LargestUInt64_IsUInt64() => Assert.Equal("cfffffffffffffffff", Wire.Hex((ref w) => w.Write(ulong.MaxValue)));

    [Fact]
    public void WriteInt_ExplicitForms_KeepTheirWidth()
    {
        Assert.Equal("cc01", Wire.Hex((ref w) => w.WriteUInt8(1)));
        Assert.Equal("cd0001", Wire.Hex((ref w) => w.WriteUInt16(1)));
        Assert.Equal("ce00000001", Wire.Hex((ref w) => w.WriteUInt32(1)));
        Assert.Equal("cf0000000000000001", Wire.Hex((ref w) => w.WriteUInt64(1)));
        Assert.Equal("d001", Wire.Hex((ref w) => w.WriteInt8(1)));
        Assert.Equal("d10001", Wire.Hex((ref w) => w.WriteInt16(1)));
        Assert.Equal("d200000001", Wire.Hex((ref w) => w.WriteInt32(1)));
        Assert.Equal("d30000000000000001", Wire.Hex((ref w) => w.WriteInt64(1)));
    }

    [Theory]
    [InlineData(0.0, "cb0000000000000000")]
    [InlineData(-0.0, "cb8000000000000000")]
    [InlineData(1.5, "cb3ff8000000000000")]
    [InlineData(double.PositiveInfinity, "cb7ff0000000000000")]
    [InlineData(double.Epsilon, "cb0000000000000001")]
    public void Write_Double_IsFloat64(double value, string expected) => Assert.Equal(expected, Wire.Hex((ref w) => w.Write(value)));

    [Theory]
    [InlineData(0f, "ca00000000")]
    [InlineData(1.5f, "ca3fc00000")]
    [InlineData(float.NegativeInfinity, "caff800000")]
    public void Write_Single_IsFloat32(float value, string expected) => Assert.Equal(expected, Wire.Hex((ref w) => w.Write(value)));

    [Fact]
    public void Write_NilAndBooleans_AreOneByte() => Assert.Equal("c0c2c3", Wire.Hex((ref w) =>
    {
        w.WriteNil();
        w.Write(false);
        w.Write(true);
    }));
}
