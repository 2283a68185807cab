namespace Cluster.HandOut;

/// <summary>Where everything is on a board; both ends reckon it from the same three numbers.</summary>
/// <remarks>
/// What one process writes and others read lies 128 bytes from anything else, because processors fetch cache lines in pairs.
/// <code>
///  0                                                                    128
///  | sequence | told | rule | batch | state length | sweeps at its start | key |  the stage, and whose board it is; the coordinator writes
///  | sweeps | asleep |                                                          the coordinator's news within a stage
///  | parked | batches | claims |                              × places          a worker's own; the coordinator takes the parked mark
///  | what is left |                                           × places          blocks (BlockWord)
///  | state … 64 KiB |
///  | who has it | length | partial … | up to the next 64 bytes × chunks         slots (ChunkWord)
/// </code>
/// </remarks>
internal sealed class BoardLayout
{
    /// <summary>The longest state of a stage that lies here; a longer one goes by message.</summary>
    internal const int StateCapacity = 64 << 10;

    internal const long Sequence = 0;
    internal const long Told = 8;
    internal const long Rule = 16;
    internal const long Batch = 24;
    internal const long StateLength = 32;
    internal const long SweepsAtStart = 40;
    internal const long Key = 48;
    internal const long Sweeps = Line;
    internal const long Asleep = Line + 8;

    private const int Line = 128;
    private const int SlotLine = 64;
    private const int SlotHead = 16;

    private readonly long _blocks;
    private readonly long _slots;
    private readonly long _stride;

    /// <param name="chunks">1 … <see cref="BlockWord.MostChunks"/>.</param>
    /// <param name="places">At least 1.</param>
    /// <param name="partialBytes">Of the longest partial.</param>
    internal BoardLayout(int chunks, int places, int partialBytes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(chunks, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(chunks, BlockWord.MostChunks);
        ArgumentOutOfRangeException.ThrowIfLessThan(places, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(places, ushort.MaxValue);
        ArgumentOutOfRangeException.ThrowIfNegative(partialBytes);
        (Chunks, Places, PartialBytes) = (chunks, places, partialBytes);
        _blocks = Place(places);
        State = _blocks + ((long)places * Line);
        _slots = State + StateCapacity;
        _stride = (SlotHead + (long)partialBytes + SlotLine - 1) / SlotLine * SlotLine;
    }

    internal int Chunks { get; }

    internal int Places { get; }

    internal int PartialBytes { get; }

    internal long State { get; }

    /// <summary>Bytes in all.</summary>
    internal long Length => _slots + (Chunks * _stride);

    internal static long Parked(int place) => Place(place);

    internal static long Batches(int place) => Place(place) + 8;

    internal static long Claims(int place) => Place(place) + 16;

    internal long Block(int place) => _blocks + ((long)place * Line);

    internal long Chunk(int chunk) => _slots + (chunk * _stride);

    internal long PartialLength(int chunk) => Chunk(chunk) + 8;

    internal long Partial(int chunk) => Chunk(chunk) + SlotHead;

    /// <summary>First chunk of a block where chunks are dealt out in equal blocks; of the one behind the last, their number.</summary>
    internal int FirstOf(int place) => (int)((long)Chunks * place / Places);

    /// <summary>The block that a chunk lies in then.</summary>
    internal int BlockOf(int chunk)
    {
        int place = (int)((long)chunk * Places / Chunks);
        while (chunk >= FirstOf(place + 1)) place++;
        return place;
    }

    private static long Place(int place) => (2L + place) * Line;
}
