using Cluster.Memory;

namespace Cluster.Coordinator.Checkpoints;

/// <summary>Records on their way to a file: heads and partials as bytes, rows where they are.</summary>
/// <remarks>One thread at a time.</remarks>
internal sealed class RecordBatch
{
    private readonly Queue<MemoryRange> _rows = [];
    private byte[] _bytes = new byte[1 << 16];

    /// <summary>Bytes without those of the rows.</summary>
    internal int Length { get; private set; }

    /// <summary>How many records.</summary>
    internal int Count { get; private set; }

    /// <summary>Adds a record whose checksums are not known yet.</summary>
    internal void Add(RecordHead head, ReadOnlySpan<byte> partial, MemoryRange rows)
    {
        int end = checked(Length + RecordHead.Size + partial.Length);
        if (end > _bytes.Length) Array.Resize(ref _bytes, (int)Math.Min(Array.MaxLength, Math.Max(end, 2L * _bytes.Length)));
        head.Write(_bytes.AsSpan(Length), seed: 0);
        partial.CopyTo(_bytes.AsSpan(Length + RecordHead.Size));
        if (rows.Length > 0) _rows.Enqueue(rows);
        Length = end;
        Count++;
    }

    /// <summary>Calculates the checksums, and gives the records out piece by piece in the order in which they go to the file.</summary>
    /// <param name="seed">What checksums go on from.</param>
    /// <param name="largest">Bytes of rows at a time.</param>
    /// <param name="put">Gets the pieces.</param>
    internal void WriteTo(uint seed, int largest, Action<ReadOnlySpan<byte>> put)
    {
        int next = 0;
        int gone = 0;
        while (next < Length)
        {
            RecordHead.TryRead(_bytes.AsSpan(next), seed: 0, out RecordHead head);
            int end = next + RecordHead.Size + head.PartialLength;
            MemoryRange rows = head.RowsLength > 0 ? _rows.Dequeue() : default;
            uint sum = Checksum.Of(_bytes.AsSpan(next + RecordHead.Size, head.PartialLength), seed);
            for (long done = 0; done < rows.Length; done += largest) sum = Checksum.Of(Piece(rows, done, largest), sum);
            (head with { BodySum = sum }).Write(_bytes.AsSpan(next), seed);
            next = end;
            if (rows.Length == 0) continue;
            put(_bytes.AsSpan(gone, end - gone));
            gone = end;
            for (long done = 0; done < rows.Length; done += largest) put(Piece(rows, done, largest));
        }

        if (gone < Length) put(_bytes.AsSpan(gone, Length - gone));
    }

    internal void Clear()
    {
        (Length, Count) = (0, 0);
        _rows.Clear();
    }

    private static Span<byte> Piece(MemoryRange rows, long offset, int largest) =>
        rows.Span(offset, (int)Math.Min(largest, rows.Length - offset));
}
