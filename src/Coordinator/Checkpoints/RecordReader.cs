using Cluster.Memory;
using Microsoft.Win32.SafeHandles;

namespace Cluster.Coordinator.Checkpoints;

/// <summary>Reads the records of a checkpoint, in order, as far as they are whole.</summary>
/// <remarks>One thread. A record that the file ends in is what a killed run leaves, and no damage: it is as if it were not there.</remarks>
internal sealed class RecordReader
{
    private const int Block = 1 << 20;

    private readonly SafeFileHandle _file;
    private readonly uint _seed;
    private readonly long _length;
    private readonly byte[] _buffer = new byte[Block];
    private int _from;
    private int _to;
    private long _offset;
    private RecordHead? _head;
    private bool _ended;
    private byte[] _partial = [];

    /// <param name="file">Stays the caller's.</param>
    /// <param name="position">Of the first record.</param>
    /// <param name="seed">What checksums go on from.</param>
    internal RecordReader(SafeFileHandle file, long position, uint seed) =>
        (_file, _seed, _length, Position, _offset) = (file, seed, RandomAccess.GetLength(file), position, position);

    /// <summary>Where the next record begins: all before it is whole.</summary>
    internal long Position { get; private set; }

    /// <summary>What is wrong with the next record; null if it is whole, or if there is none.</summary>
    internal string? Problem { get; private set; }

    /// <summary>The head of the next record; null if there is none that is whole.</summary>
    internal RecordHead? Peek()
    {
        if (_head is not null || _ended) return _head;
        _ended = _length - Position < RecordHead.Size;
        if (_ended) return null;
        Span<byte> bytes = stackalloc byte[RecordHead.Size];
        if (!TryFill(bytes)) return null;
        if (!RecordHead.TryRead(bytes, _seed, out RecordHead head)) Refuse("is damaged");
        else if (head.PartialLength + head.RowsLength > _length - Position - RecordHead.Size) _ended = true;
        else _head = head;
        return _head;
    }

    /// <summary>Reads the body of the record that was peeked at; false when it is damaged.</summary>
    /// <param name="rows">Where the rows go: as many bytes as the head says. What they are after damage, nobody knows.</param>
    /// <param name="partial">Valid until the next call.</param>
    internal bool TryTake(MemoryRange rows, out ReadOnlySpan<byte> partial)
    {
        RecordHead head = _head!.Value;
        ArgumentOutOfRangeException.ThrowIfNotEqual(rows.Length, head.RowsLength);
        if (_partial.Length < head.PartialLength) _partial = GC.AllocateUninitializedArray<byte>(Math.Max(head.PartialLength, 256));
        Span<byte> read = _partial.AsSpan(0, head.PartialLength);
        partial = read;
        if (!TryFill(read)) return false;
        uint sum = Checksum.Of(read, _seed);
        for (long done = 0; done < rows.Length; done += Block)
        {
            Span<byte> piece = rows.Span(done, (int)Math.Min(Block, rows.Length - done));
            if (!TryFill(piece)) return false;
            sum = Checksum.Of(piece, sum);
        }

        if (sum != head.BodySum) return Refuse("is damaged");
        Position += head.Length;
        _head = null;
        return true;
    }

    /// <summary>Reads no further: the next record cannot be used.</summary>
    internal bool Refuse(string why)
    {
        Problem = $"the record at byte {Position:N0} {why}";
        _head = null;
        _ended = true;
        return false;
    }

    private bool TryFill(Span<byte> destination)
    {
        try
        {
            while (!destination.IsEmpty)
            {
                if (_from == _to && destination.Length < Block)
                {
                    (_from, _to) = (0, RandomAccess.Read(_file, _buffer, _offset));
                    _offset += _to;
                    if (_to == 0) return Refuse("ends early");
                }

                int count = Math.Min(destination.Length, _to - _from);
                if (count > 0)
                {
                    _buffer.AsSpan(_from, count).CopyTo(destination);
                    _from += count;
                }
                else
                {
                    // A whole block: it needs no buffer on its way.
                    count = RandomAccess.Read(_file, destination, _offset);
                    _offset += count;
                    if (count == 0) return Refuse("ends early");
                }

                destination = destination[count..];
            }

            return true;
        }
        catch (IOException ex)
        {
            return Refuse($"cannot be read: {ex.Message}");
        }
    }
}
