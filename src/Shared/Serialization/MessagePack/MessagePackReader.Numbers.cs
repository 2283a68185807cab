using System.Diagnostics.CodeAnalysis;

namespace MessagePack;

// Any integer form is read into any integer type that holds the value: the writer chose the form by size alone.
internal ref partial struct MessagePackReader
{
    public byte ReadByte() => (byte)ReadUnsigned(byte.MaxValue);

    public ushort ReadUInt16() => (ushort)ReadUnsigned(ushort.MaxValue);

    public uint ReadUInt32() => (uint)ReadUnsigned(uint.MaxValue);

    public ulong ReadUInt64() => ReadUnsigned(ulong.MaxValue);

    public sbyte ReadSByte() => (sbyte)ReadSigned(sbyte.MinValue, sbyte.MaxValue);

    public short ReadInt16() => (short)ReadSigned(short.MinValue, short.MaxValue);

    public int ReadInt32() => (int)ReadSigned(int.MinValue, int.MaxValue);

    public long ReadInt64() => ReadSigned(long.MinValue, long.MaxValue);

    public char ReadChar() => (char)ReadUInt16();

    public float ReadSingle() => NextCode switch
    {
        MessagePackCode.Float32 => ReadFloat32(),
        MessagePackCode.Float64 => (float)ReadFloat64(),
        >= MessagePackCode.Int8 and <= MessagePackCode.Int64 or >= MessagePackCode.MinNegativeFixInt => ReadInt64(),
        _ => ReadUInt64(),
    };

    public double ReadDouble() => NextCode switch
    {
        MessagePackCode.Float64 => ReadFloat64(),
        MessagePackCode.Float32 => ReadFloat32(),
        >= MessagePackCode.Int8 and <= MessagePackCode.Int64 or >= MessagePackCode.MinNegativeFixInt => ReadInt64(),
        _ => ReadUInt64(),
    };

    private float ReadFloat32()
    {
        if (!TryPeekNumber(sizeof(float), out ulong bits)) ThrowEnd();
        _reader.Advance(1 + sizeof(float));
        return BitConverter.UInt32BitsToSingle((uint)bits);
    }

    private double ReadFloat64()
    {
        if (!TryPeekNumber(sizeof(double), out ulong bits)) ThrowEnd();
        _reader.Advance(1 + sizeof(double));
        return BitConverter.UInt64BitsToDouble(bits);
    }

    private ulong ReadUnsigned(ulong max)
    {
        ulong bits = PeekInteger(out bool signed, out int size);
        if (bits > max || (signed && (long)bits < 0)) ThrowOverflow();
        _reader.Advance(size);
        return bits;
    }

    private long ReadSigned(long min, long max)
    {
        byte code = NextCode;
        if (code <= MessagePackCode.MaxFixInt)
        {
            // Most numbers are small, and every type holds these.
            _reader.Advance(1);
            return code;
        }

        ulong bits = PeekInteger(out bool signed, out int size);
        bool fits = signed ? (long)bits >= min && (long)bits <= max : bits <= (ulong)max;
        if (!fits) ThrowOverflow();
        _reader.Advance(size);
        return (long)bits;
    }

    // The value as 64 bits, sign-extended where the form is signed, and the bytes it takes.
    private readonly ulong PeekInteger(out bool signed, out int size)
    {
        byte code = NextCode;
        size = 1;
        signed = code >= MessagePackCode.Int8;
        if (code <= MessagePackCode.MaxFixInt) return code;
        if (code >= MessagePackCode.MinNegativeFixInt) return (ulong)(sbyte)code;
        if (code is < MessagePackCode.UInt8 or > MessagePackCode.Int64) ThrowCode(code);

        // Two runs of four codes, cc to cf and d0 to d3, for 1, 2, 4 and 8 bytes.
        int payload = 1 << (code & 3);
        if (!TryPeekNumber(payload, out ulong value)) ThrowEnd();
        size += payload;
        return !signed ? value : payload switch
        {
            1 => (ulong)(sbyte)value,
            2 => (ulong)(short)value,
            4 => (ulong)(int)value,
            _ => value,
        };
    }

    [DoesNotReturn]
    private static void ThrowOverflow() => throw new OverflowException("the number does not fit into the type that was asked for");
}
