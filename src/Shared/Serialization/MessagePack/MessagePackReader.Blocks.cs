using System.Buffers;
using System.Text;

namespace MessagePack;

// Arrays, maps, text, binary.
internal ref partial struct MessagePackReader
{
    /// <summary>The number of elements that follow.</summary>
    /// <exception cref="EndOfStreamException">Fewer bytes are left than elements were declared.</exception>
    public int ReadArrayHeader()
    {
        if (!TryReadArrayHeader(out int count) || _reader.Remaining < count) ThrowEnd();
        return count;
    }

    /// <summary>False when the header itself is incomplete. The count is not compared with what follows.</summary>
    public bool TryReadArrayHeader(out int count) =>
        TryReadCount(MessagePackCode.MinFixArray, MessagePackCode.Array16, MessagePackCode.Array32, out count);

    /// <summary>The number of entries that follow.</summary>
    /// <exception cref="EndOfStreamException">Fewer bytes are left than two for each entry that was declared.</exception>
    public int ReadMapHeader()
    {
        if (!TryReadMapHeader(out int count) || _reader.Remaining < 2L * count) ThrowEnd();
        return count;
    }

    /// <summary>False when the header itself is incomplete. The count is not compared with what follows.</summary>
    public bool TryReadMapHeader(out int count) =>
        TryReadCount(MessagePackCode.MinFixMap, MessagePackCode.Map16, MessagePackCode.Map32, out count);

    public ReadOnlySequence<byte>? ReadBytes()
    {
        if (TryReadNil()) return null;
        int size = PeekBytesHeader(out uint length);
        if (_reader.Remaining - size < length) ThrowEnd();
        _reader.Advance(size);
        return ReadRaw(length);
    }

    public ReadOnlySequence<byte>? ReadStringSequence()
    {
        if (TryReadNil()) return null;
        int size = PeekStringHeader(out uint length);
        if (_reader.Remaining - size < length) ThrowEnd();
        _reader.Advance(size);
        return ReadRaw(length);
    }

    /// <summary>The text's bytes where they lie in one piece; otherwise, or for nil, false, and the reader has not moved.</summary>
    public bool TryReadStringSpan(out ReadOnlySpan<byte> span)
    {
        span = default;
        if (IsNil) return false;
        int size = PeekStringHeader(out uint length);
        if (_reader.Remaining - size < length) ThrowEnd();
        ReadOnlySpan<byte> unread = _reader.UnreadSpan;
        if (unread.Length - size < length) return false;
        span = unread.Slice(size, (int)length);
        _reader.Advance(size + (long)length);
        return true;
    }

    public string? ReadString()
    {
        if (TryReadNil()) return null;
        if (TryReadStringSpan(out ReadOnlySpan<byte> span)) return Encoding.UTF8.GetString(span);
        return Encoding.UTF8.GetString(ReadStringSequence()!.Value);
    }

    private bool TryReadCount(byte fix, byte code16, byte code32, out int count)
    {
        count = 0;
        if (!_reader.TryPeek(out byte code)) return false;
        int size = 0;
        ulong declared = (ulong)(code & 0x0f);
        if (code == code16) size = sizeof(ushort);
        else if (code == code32) size = sizeof(uint);
        else if ((code & 0xf0) != fix) ThrowCode(code);
        if (size > 0 && !TryPeekNumber(size, out declared)) return false;
        if (declared > int.MaxValue) ThrowOverflow();
        _reader.Advance(1 + size);
        count = (int)declared;
        return true;
    }

    // Text is taken for binary too: there was a time when the format had no other.
    private readonly int PeekBytesHeader(out uint length) => NextCode switch
    {
        MessagePackCode.Bin8 => PeekLength(1, out length),
        MessagePackCode.Bin16 => PeekLength(2, out length),
        MessagePackCode.Bin32 => PeekLength(4, out length),
        _ => PeekStringHeader(out length),
    };

    private readonly int PeekStringHeader(out uint length)
    {
        byte code = NextCode;
        switch (code)
        {
            case >= MessagePackCode.MinFixStr and <= MessagePackCode.MaxFixStr:
                length = code & 0x1fu;
                return 1;
            case MessagePackCode.Str8:
                return PeekLength(1, out length);
            case MessagePackCode.Str16:
                return PeekLength(2, out length);
            case MessagePackCode.Str32:
                return PeekLength(4, out length);
            default:
                ThrowCode(code);
                length = 0;
                return 0;
        }
    }

    private readonly int PeekLength(int size, out uint length)
    {
        if (!TryPeekNumber(size, out ulong declared)) ThrowEnd();
        length = (uint)declared;
        return 1 + size;
    }
}
