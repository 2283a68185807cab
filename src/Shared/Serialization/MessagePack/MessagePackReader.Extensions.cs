using System.Buffers;
using System.Buffers.Binary;

namespace MessagePack;

// Extensions, the times among them, and skipping.
internal ref partial struct MessagePackReader
{
    /// <exception cref="EndOfStreamException">Fewer bytes are left than the extension declares.</exception>
    public ExtensionHeader ReadExtensionFormatHeader()
    {
        if (!TryReadExtensionFormatHeader(out ExtensionHeader header) || _reader.Remaining < header.Length) ThrowEnd();
        return header;
    }

    /// <summary>False when the header itself is incomplete. The length is not compared with what follows.</summary>
    public bool TryReadExtensionFormatHeader(out ExtensionHeader extensionHeader)
    {
        extensionHeader = default;
        if (!_reader.TryPeek(out byte code)) return false;
        int size = code switch
        {
            MessagePackCode.Ext8 => 1,
            MessagePackCode.Ext16 => 2,
            MessagePackCode.Ext32 => 4,
            _ => 0,
        };
        if (size == 0 && code is < MessagePackCode.FixExt1 or > MessagePackCode.FixExt16) ThrowCode(code);
        if (_reader.Remaining < size + 2) return false;

        ulong length = 1ul << (code - MessagePackCode.FixExt1);
        if (size > 0) TryPeekNumber(size, out length);
        _reader.Advance(1 + size);
        _reader.TryRead(out byte type);
        extensionHeader = new ExtensionHeader((sbyte)type, (uint)length);
        return true;
    }

    public ExtensionResult ReadExtensionFormat()
    {
        ExtensionHeader header = ReadExtensionFormatHeader();
        return new ExtensionResult(header.TypeCode, ReadRaw(header.Length));
    }

    public DateTime ReadDateTime() => ReadDateTime(ReadExtensionFormatHeader());

    public DateTime ReadDateTime(ExtensionHeader header)
    {
        bool isTimestamp = header.TypeCode == ReservedMessagePackExtensionTypeCode.DateTime && header.Length is 4 or 8 or 12;
        if (!isTimestamp)
            throw new MessagePackSerializationException($"Extension of type {header.TypeCode} and {header.Length} bytes is no timestamp.");

        Span<byte> bytes = stackalloc byte[12];
        bytes = bytes[..(int)header.Length];
        if (!_reader.TryCopyTo(bytes)) ThrowEnd();
        _reader.Advance(bytes.Length);
        if (bytes.Length == 4) return Time(BinaryPrimitives.ReadUInt32BigEndian(bytes), 0);
        if (bytes.Length == 12) return Time(BinaryPrimitives.ReadInt64BigEndian(bytes[4..]), BinaryPrimitives.ReadUInt32BigEndian(bytes));
        ulong both = BinaryPrimitives.ReadUInt64BigEndian(bytes);
        return Time((long)(both & 0x3_ffff_ffff), (long)(both >> 34));
    }

    private static DateTime Time(long seconds, long nanoseconds) =>
        DateTime.UnixEpoch.AddTicks(checked((seconds * TimeSpan.TicksPerSecond) + (nanoseconds / TimeSpan.NanosecondsPerTick)));

    /// <summary>Passes over the next value. Counts open values instead of calling itself, so that no nesting is too deep.</summary>
    public void Skip()
    {
        long open = 1;
        while (open > 0)
        {
            // Each open value takes a byte at least; this ends a declared length without walking to the end.
            if (open > _reader.Remaining) ThrowEnd();
            open--;
            byte code = NextCode;
            switch (MessagePackCode.ToMessagePackType(code))
            {
                case MessagePackType.Array:
                    if (!TryReadArrayHeader(out int count)) ThrowEnd();
                    open += count;
                    break;
                case MessagePackType.Map:
                    if (!TryReadMapHeader(out count)) ThrowEnd();
                    open += 2L * count;
                    break;
                case MessagePackType.String or MessagePackType.Binary:
                    int header = PeekBytesHeader(out uint length);
                    SkipBytes(header + (long)length);
                    break;
                case MessagePackType.Extension:
                    if (!TryReadExtensionFormatHeader(out ExtensionHeader extension)) ThrowEnd();
                    SkipBytes(extension.Length);
                    break;
                case MessagePackType.Integer:
                    PeekInteger(out _, out int size);
                    SkipBytes(size);
                    break;
                case MessagePackType.Float:
                    SkipBytes(code == MessagePackCode.Float32 ? 5 : 9);
                    break;
                case MessagePackType.Nil or MessagePackType.Boolean:
                    SkipBytes(1);
                    break;
                default:
                    ThrowCode(code);
                    break;
            }
        }
    }

    private void SkipBytes(long count)
    {
        if (count > _reader.Remaining) ThrowEnd();
        _reader.Advance(count);
    }
}
