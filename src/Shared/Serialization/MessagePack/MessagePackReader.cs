using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace MessagePack;

/// <summary>Reads values in the MessagePack format from memory in one piece or in several.</summary>
/// <remarks>
/// A <c>Try</c> that returns false has not moved the reader; after an exception the reader is spent. What is missing at the end shows as
/// <see cref="EndOfStreamException"/>, a value of the wrong kind as <see cref="MessagePackSerializationException"/>, a number that the
/// asked type cannot hold as <see cref="OverflowException"/>. No declared length is believed before that many bytes are there.
/// Sequences that are returned share the buffer.
/// </remarks>
internal ref partial struct MessagePackReader
{
    private SequenceReader<byte> _reader;

    public MessagePackReader(ReadOnlyMemory<byte> memory)
        : this(new ReadOnlySequence<byte>(memory))
    {
    }

    public MessagePackReader(scoped in ReadOnlySequence<byte> readOnlySequence) => _reader = new SequenceReader<byte>(readOnlySequence);

    public CancellationToken CancellationToken { get; set; }

    /// <summary>Levels below the outermost value; see <see cref="MessagePackSecurity.DepthStep"/>.</summary>
    public int Depth { get; set; }

    public readonly ReadOnlySequence<byte> Sequence => _reader.Sequence;

    public readonly SequencePosition Position => _reader.Position;

    public readonly long Consumed => _reader.Consumed;

    public readonly bool End => _reader.End;

    public readonly bool IsNil => NextCode == MessagePackCode.Nil;

    public readonly MessagePackType NextMessagePackType => MessagePackCode.ToMessagePackType(NextCode);

    public readonly byte NextCode
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            if (!_reader.TryPeek(out byte code)) ThrowEnd();
            return code;
        }
    }

    /// <summary>A reader at the same place, to look ahead with.</summary>
    public readonly MessagePackReader CreatePeekReader() => this;

    public readonly MessagePackReader Clone(scoped in ReadOnlySequence<byte> readOnlySequence) =>
        new(readOnlySequence) { CancellationToken = CancellationToken, Depth = Depth };

    public Nil ReadNil()
    {
        if (!TryReadNil()) ThrowCode(NextCode);
        return Nil.Default;
    }

    public bool TryReadNil()
    {
        if (NextCode != MessagePackCode.Nil) return false;
        _reader.Advance(1);
        return true;
    }

    public bool ReadBoolean()
    {
        byte code = NextCode;
        if (code is not (MessagePackCode.True or MessagePackCode.False)) ThrowCode(code);
        _reader.Advance(1);
        return code == MessagePackCode.True;
    }

    public ReadOnlySequence<byte> ReadRaw(long length)
    {
        if (length < 0 || length > _reader.Remaining) ThrowEnd();
        ReadOnlySequence<byte> result = _reader.Sequence.Slice(_reader.Position, length);
        _reader.Advance(length);
        return result;
    }

    /// <summary>The bytes of the next value, whatever it is.</summary>
    public ReadOnlySequence<byte> ReadRaw()
    {
        SequencePosition start = Position;
        Skip();
        return Sequence.Slice(start, Position);
    }

    // The big-endian number of that many bytes behind the next code, without moving; false when there are fewer bytes.
    private readonly bool TryPeekNumber(int size, out ulong value)
    {
        ReadOnlySpan<byte> unread = _reader.UnreadSpan;
        if (unread.Length > size)
        {
            value = Number(unread.Slice(1, size));
            return true;
        }

        return TryPeekAcross(size, out value);
    }

    // Apart, because a method with a buffer on its stack pays for that in each call.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly bool TryPeekAcross(int size, out ulong value)
    {
        Span<byte> joined = stackalloc byte[1 + sizeof(ulong)];
        joined = joined[..(1 + size)];
        bool complete = _reader.TryCopyTo(joined);
        value = complete ? Number(joined[1..]) : 0;
        return complete;
    }

    private static ulong Number(ReadOnlySpan<byte> bytes) => bytes.Length switch
    {
        0 => 0,
        1 => bytes[0],
        2 => BinaryPrimitives.ReadUInt16BigEndian(bytes),
        4 => BinaryPrimitives.ReadUInt32BigEndian(bytes),
        _ => BinaryPrimitives.ReadUInt64BigEndian(bytes),
    };

    [DoesNotReturn]
    private static void ThrowEnd() => throw new EndOfStreamException();

    [DoesNotReturn]
    private static void ThrowCode(byte code) =>
        throw new MessagePackSerializationException($"Unexpected msgpack code {code} ({MessagePackCode.ToFormatName(code)}) encountered.");
}
