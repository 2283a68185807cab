using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace MessagePack;

// Headers of arrays, maps, binary, text and extensions, and what follows the last three.
internal ref partial struct MessagePackWriter
{
    // Three bytes of text per char at most, and the longest header that such a text needs.
    private const int MaxBytesPerChar = 3;
    private const int ShortText = 256;

    public void WriteArrayHeader(int count) => WriteArrayHeader((uint)count);

    public void WriteArrayHeader(uint count)
    {
        if (count <= 15) Put((byte)(MessagePackCode.MinFixArray | count));
        else if (count <= ushort.MaxValue) Put(MessagePackCode.Array16, (ushort)count);
        else Put(MessagePackCode.Array32, count);
    }

    public void WriteMapHeader(int count) => WriteMapHeader((uint)count);

    public void WriteMapHeader(uint count)
    {
        if (count <= 15) Put((byte)(MessagePackCode.MinFixMap | count));
        else if (count <= ushort.MaxValue) Put(MessagePackCode.Map16, (ushort)count);
        else Put(MessagePackCode.Map32, count);
    }

    public void WriteBinHeader(int length)
    {
        if ((uint)length <= byte.MaxValue) Put(MessagePackCode.Bin8, (byte)length);
        else if ((uint)length <= ushort.MaxValue) Put(MessagePackCode.Bin16, (ushort)length);
        else Put(MessagePackCode.Bin32, (uint)length);
    }

    public void WriteStringHeader(int byteCount)
    {
        if ((uint)byteCount <= 31) Put((byte)(MessagePackCode.MinFixStr | byteCount));
        else if ((uint)byteCount <= byte.MaxValue) Put(MessagePackCode.Str8, (byte)byteCount);
        else if ((uint)byteCount <= ushort.MaxValue) Put(MessagePackCode.Str16, (ushort)byteCount);
        else Put(MessagePackCode.Str32, (uint)byteCount);
    }

    public void Write(byte[]? src)
    {
        if (src == null) WriteNil();
        else Write(src.AsSpan());
    }

    public void Write(scoped ReadOnlySpan<byte> src)
    {
        WriteBinHeader(src.Length);
        PutBytes(src);
    }

    public void Write(in ReadOnlySequence<byte> src)
    {
        WriteBinHeader(checked((int)src.Length));
        WriteRaw(src);
    }

    public void WriteString(ReadOnlySpan<byte> utf8stringBytes)
    {
        WriteStringHeader(utf8stringBytes.Length);
        WriteRaw(utf8stringBytes);
    }

    public void WriteString(in ReadOnlySequence<byte> utf8stringBytes)
    {
        WriteStringHeader(checked((int)utf8stringBytes.Length));
        WriteRaw(utf8stringBytes);
    }

    public void Write(string? value)
    {
        if (value == null) WriteNil();
        else Write(value.AsSpan());
    }

    public void Write(scoped ReadOnlySpan<char> value)
    {
        if (value.Length <= ShortText)
        {
            WriteShortText(value);
            return;
        }

        int byteCount = Encoding.UTF8.GetByteCount(value);
        WriteStringHeader(byteCount);
        Encoding.UTF8.GetBytes(value, GetSpan(byteCount));
        _used += byteCount;
    }

    // One pass: encode behind the header that plain ASCII would need, move the text where it turned out longer.
    private void WriteShortText(scoped ReadOnlySpan<char> value)
    {
        Span<byte> span = GetSpan((value.Length * MaxBytesPerChar) + 3);
        int guess = StringHeaderSize(value.Length);
        int byteCount = Encoding.UTF8.GetBytes(value, span[guess..]);
        int header = StringHeaderSize(byteCount);
        if (header != guess) span.Slice(guess, byteCount).CopyTo(span[header..]);
        WriteStringHeader(byteCount);
        _used += byteCount;
    }

    private static int StringHeaderSize(int byteCount) => byteCount <= 31 ? 1 : byteCount <= byte.MaxValue ? 2 : 3;

    public void WriteExtensionFormatHeader(ExtensionHeader extensionHeader)
    {
        uint length = extensionHeader.Length;
        if (length is 1 or 2 or 4 or 8 or 16) Put((byte)(MessagePackCode.FixExt1 + uint.Log2(length)));
        else if (length <= byte.MaxValue) Put(MessagePackCode.Ext8, (byte)length);
        else if (length <= ushort.MaxValue) Put(MessagePackCode.Ext16, (ushort)length);
        else Put(MessagePackCode.Ext32, length);
        Put((byte)extensionHeader.TypeCode);
    }

    public void WriteExtensionFormat(ExtensionResult extensionData)
    {
        WriteExtensionFormatHeader(extensionData.Header);
        WriteRaw(extensionData.Data);
    }

    //  d6 ff | seconds 32                               1970 to 2106, whole seconds
    //  d7 ff | nanoseconds 30, seconds 34               1970 to 2514
    //  c7 0c ff | nanoseconds 32 | seconds 64, signed   every other time
    public void Write(DateTime dateTime)
    {
        // A time of unspecified kind counts as UTC: nobody knows which zone it came from.
        if (dateTime.Kind == DateTimeKind.Local) dateTime = dateTime.ToUniversalTime();
        long seconds = (dateTime.Ticks / TimeSpan.TicksPerSecond) - (DateTime.UnixEpoch.Ticks / TimeSpan.TicksPerSecond);
        long nanoseconds = dateTime.Ticks % TimeSpan.TicksPerSecond * TimeSpan.NanosecondsPerTick;
        const sbyte Type = ReservedMessagePackExtensionTypeCode.DateTime;
        if (nanoseconds == 0 && seconds is >= 0 and <= uint.MaxValue)
        {
            WriteExtensionFormatHeader(new ExtensionHeader(Type, 4));
            BinaryPrimitives.WriteUInt32BigEndian(Fill(4), (uint)seconds);
        }
        else if (seconds >> 34 == 0)
        {
            WriteExtensionFormatHeader(new ExtensionHeader(Type, 8));
            BinaryPrimitives.WriteUInt64BigEndian(Fill(8), ((ulong)nanoseconds << 34) | (ulong)seconds);
        }
        else
        {
            WriteExtensionFormatHeader(new ExtensionHeader(Type, 12));
            BinaryPrimitives.WriteUInt32BigEndian(Fill(4), (uint)nanoseconds);
            BinaryPrimitives.WriteInt64BigEndian(Fill(8), seconds);
        }
    }

    private Span<byte> Fill(int size) => MemoryMarshal.CreateSpan(ref Reserve(size), size);
}
