using System.Buffers.Binary;
using System.Text;

namespace TextJobs;

/// <summary>The bytes that a chunk of text yields.</summary>
/// <remarks>
/// <code>
///  0        4             8             12
///  | length | head length | tail length | head | tail | words: length, count, UTF-8 … |    lengths and counts of words: 7 bits a byte, low ones first
/// </code>
/// The tail length is −1 where the chunk has no white space: then all of it is head.
/// </remarks>
internal readonly ref struct WordPartial
{
    internal const int HeaderSize = 12;

    private readonly ReadOnlySpan<byte> _words;

    internal WordPartial(ReadOnlySpan<byte> bytes)
    {
        int head = BinaryPrimitives.ReadInt32LittleEndian(bytes[4..]);
        int tail = BinaryPrimitives.ReadInt32LittleEndian(bytes[8..]);
        HasWhiteSpace = tail >= 0;
        tail = Math.Max(0, tail);
        Head = bytes.Slice(HeaderSize, head);
        Tail = bytes.Slice(HeaderSize + head, tail);
        _words = bytes[(HeaderSize + head + tail)..LengthOf(bytes)];
    }

    /// <summary>The chunk's bytes before its first white space.</summary>
    internal ReadOnlySpan<byte> Head { get; }

    /// <summary>The chunk's bytes after its last white space.</summary>
    internal ReadOnlySpan<byte> Tail { get; }

    internal bool HasWhiteSpace { get; }

    internal static int LengthOf(ReadOnlySpan<byte> partial) => BinaryPrimitives.ReadInt32LittleEndian(partial);

    internal static void Write(Span<byte> partial, ReadOnlySpan<byte> head, bool hasWhiteSpace, ReadOnlySpan<byte> tail, WordTable words)
    {
        BinaryPrimitives.WriteInt32LittleEndian(partial[4..], head.Length);
        BinaryPrimitives.WriteInt32LittleEndian(partial[8..], hasWhiteSpace ? tail.Length : -1);
        head.CopyTo(partial[HeaderSize..]);
        int end = HeaderSize + head.Length;
        tail.CopyTo(partial[end..]);
        end += tail.Length;
        foreach ((string word, long count) in words.Counts)
        {
            end += WriteNumber(partial[end..], Encoding.UTF8.GetByteCount(word));
            end += WriteNumber(partial[end..], count);
            end += Encoding.UTF8.GetBytes(word, partial[end..]);
        }

        BinaryPrimitives.WriteInt32LittleEndian(partial, end);
    }

    internal void AddTo(WordTable table)
    {
        ReadOnlySpan<byte> rest = _words;
        while (!rest.IsEmpty)
        {
            int length = (int)ReadNumber(ref rest);
            long count = ReadNumber(ref rest);
            table.Add(Encoding.UTF8.GetString(rest[..length]), count);
            rest = rest[length..];
        }
    }

    private static int WriteNumber(Span<byte> target, long number)
    {
        int length = 0;
        for (; number >= 0x80; number >>= 7) target[length++] = (byte)(number | 0x80);
        target[length++] = (byte)number;
        return length;
    }

    private static long ReadNumber(ref ReadOnlySpan<byte> rest)
    {
        long number = 0;
        int shift = 0;
        byte part;
        do
        {
            part = rest[0];
            rest = rest[1..];
            number |= (long)(part & 0x7f) << shift;
            shift += 7;
        }
        while (part >= 0x80);
        return number;
    }
}
