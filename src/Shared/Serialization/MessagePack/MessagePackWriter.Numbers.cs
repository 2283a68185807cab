namespace MessagePack;

// A number that is not negative is written as unsigned, whatever its type: 200 is uint 8 also when it comes from a long.
internal ref partial struct MessagePackWriter
{
    private const int MinNegativeFixInt = -32;

    public void WriteNil() => Put(MessagePackCode.Nil);

    public void Write(bool value) => Put(value ? MessagePackCode.True : MessagePackCode.False);

    public void Write(byte value)
    {
        if (value <= MessagePackCode.MaxFixInt) Put(value);
        else WriteUInt8(value);
    }

    public void Write(ushort value)
    {
        if (value <= byte.MaxValue) Write((byte)value);
        else WriteUInt16(value);
    }

    public void Write(uint value)
    {
        if (value <= ushort.MaxValue) Write((ushort)value);
        else WriteUInt32(value);
    }

    public void Write(ulong value)
    {
        if (value <= uint.MaxValue) Write((uint)value);
        else WriteUInt64(value);
    }

    public void Write(sbyte value)
    {
        if (value >= MinNegativeFixInt) Put((byte)value);
        else WriteInt8(value);
    }

    public void Write(short value)
    {
        if (value >= 0) Write((ushort)value);
        else if (value >= sbyte.MinValue) Write((sbyte)value);
        else WriteInt16(value);
    }

    public void Write(int value)
    {
        if (value >= 0) Write((uint)value);
        else if (value >= short.MinValue) Write((short)value);
        else WriteInt32(value);
    }

    public void Write(long value)
    {
        if (value >= 0) Write((ulong)value);
        else if (value >= int.MinValue) Write((int)value);
        else WriteInt64(value);
    }

    public void Write(char value) => Write((ushort)value);

    public void Write(float value) => Put(MessagePackCode.Float32, BitConverter.SingleToUInt32Bits(value));

    public void Write(double value) => Put(MessagePackCode.Float64, BitConverter.DoubleToUInt64Bits(value));

    public void WriteUInt8(byte value) => Put(MessagePackCode.UInt8, value);

    public void WriteUInt16(ushort value) => Put(MessagePackCode.UInt16, value);

    public void WriteUInt32(uint value) => Put(MessagePackCode.UInt32, value);

    public void WriteUInt64(ulong value) => Put(MessagePackCode.UInt64, value);

    public void WriteInt8(sbyte value) => Put(MessagePackCode.Int8, (byte)value);

    public void WriteInt16(short value) => Put(MessagePackCode.Int16, (ushort)value);

    public void WriteInt32(int value) => Put(MessagePackCode.Int32, (uint)value);

    public void WriteInt64(long value) => Put(MessagePackCode.Int64, (ulong)value);
}
