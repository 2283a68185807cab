using Cluster.Faults;

namespace Cluster.HandOut;

/// <summary>A worker's end of a board: takes chunks, leaves partials.</summary>
/// <remarks>
/// The session's thread. What happens when it dies:
/// <code>
///   block taken from   nothing is claimed: the chunks are open behind the block's front, and a sweep finds them
///   chunk claimed      the word names this worker: the coordinator opens it again, and blames the chunk if its code had begun
///   partial written    as before: until the word says so there is no partial
///   chunk done         nothing is lost; that the coordinator is not told is made up for by its looking when a worker is lost
/// </code>
/// A chunk that a living worker has taken from a block and not claimed yet is open as well, and a sweep may give it to another: whoever
/// swaps the word first has
/// it, and the other one passes on.
/// </remarks>
/// <param name="board">The job's.</param>
/// <param name="place">This worker's.</param>
internal sealed class BoardWorker(ChunkBoard board, int place)
{
    private readonly byte[] _copy = new byte[BoardLayout.StateCapacity];
    private uint _stage;
    private uint _told;
    private ReadOnlyMemory<byte> _toldState;
    private TakingRule _rule;
    private int _batch;
    private int _next;
    private int _end;
    private bool _sweeping;
    private long _swept;

    /// <summary>For tests that let workers die: told, on its own thread, where a worker is. Null otherwise.</summary>
    [ThreadStatic]
    internal static Action<BoardPoint>? Probe;

    /// <summary>Of the stage that it is in.</summary>
    internal ReadOnlyMemory<byte> State { get; private set; }

    /// <summary>Whether there is a stage that it may enter, or chunks of its stage have become free.</summary>
    internal bool HasNews
    {
        get
        {
            long sequence = Volatile.Read(ref board.Word(BoardLayout.Sequence));
            if ((sequence & 1) != 0) return true;
            bool isNew = (uint)(sequence >> 1) != _stage && Volatile.Read(ref board.Word(BoardLayout.Told)) <= _told;
            return isNew || (_stage != 0 && Volatile.Read(ref board.Word(BoardLayout.Sweeps)) != _swept);
        }
    }

    /// <summary>Whether the coordinator waits to be told.</summary>
    internal bool IsCoordinatorAsleep => Volatile.Read(ref board.Word(BoardLayout.Asleep)) != 0;

    /// <summary>The coordinator has said by message that a stage has begun.</summary>
    internal void Tell(uint stage, ReadOnlyMemory<byte> state) => (_told, _toldState) = (stage, state);

    /// <summary>Goes to the stage that is on the board; false when that is the one it is in, or one that it has to be told of and was
    /// not.</summary>
    internal bool TryEnter()
    {
        long sequence = Volatile.Read(ref board.Word(BoardLayout.Sequence));
        var stage = (uint)(sequence >> 1);
        if ((sequence & 1) != 0 || stage == _stage) return false;
        // A stage that everybody is told of begins a repetition: who has not read of it would count its chunks for the one before.
        if (Volatile.Read(ref board.Word(BoardLayout.Told)) > _told) return false;
        var rule = (TakingRule)board.Word(BoardLayout.Rule);
        var batch = (int)board.Word(BoardLayout.Batch);
        long swept = board.Word(BoardLayout.SweepsAtStart);
        ReadOnlyMemory<byte> state = stage == _told ? _toldState : CopyOfState();
        // All of that was read before the sequence is read again: an acquiring read alone only keeps back what follows it.
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref board.Word(BoardLayout.Sequence)) != sequence) return false;
        (_stage, _rule, _batch, _swept, State) = (stage, rule, batch, swept, state);
        (_next, _end, _sweeping) = (0, 0, false);
        return true;
    }

    /// <summary>Claims a chunk of the stage that it is in; false when there is none left for it.</summary>
    /// <exception cref="FaultException">What stands on the board cannot be: another worker has written where it must not.</exception>
    internal bool TryNext(out int chunk)
    {
        while (true)
        {
            while (_next < _end)
            {
                chunk = _next++;
                if (_sweeping && IsInBlock(chunk)) continue;
                if (TryClaim(chunk)) return true;
            }

            _sweeping = false;
            if (TryTake()) continue;
            long sweeps = Volatile.Read(ref board.Word(BoardLayout.Sweeps));
            chunk = -1;
            if (_stage == 0 || sweeps == _swept) return false;
            (_swept, _sweeping, _next, _end) = (sweeps, true, 0, board.Layout.Chunks);
        }
    }

    /// <summary>Where the partial of a chunk that is claimed belongs, zeroed.</summary>
    internal Span<byte> Partial(int chunk, int length)
    {
        Span<byte> partial = board.Bytes(board.Layout.Partial(chunk), Math.Min(length, board.Layout.PartialBytes));
        if (partial.Length < length)
            throw new InvalidOperationException($"a partial of {length:N0} bytes, {partial.Length:N0} were said to be the most");
        partial.Clear();
        return partial;
    }

    /// <summary>The partial of a chunk that is claimed is in its place.</summary>
    internal void Finish(int chunk, int length)
    {
        board.Word(board.Layout.PartialLength(chunk)) = length;
        Probe?.Invoke(BoardPoint.Written);
        board.Change(chunk, new ChunkWord(_stage, place, ChunkState.Done));
        Probe?.Invoke(BoardPoint.Done);
    }

    /// <summary>Says that only a message will wake it from now on; false, and it has not said so, when there is news.</summary>
    internal bool TryPark()
    {
        // The mark, then the look; the coordinator writes its news, then takes the marks. With a full fence between each two, one of both
        // sees the other
        // (ParkingModelTests goes through all orders, with and without). The exchange is that fence.
        Interlocked.Exchange(ref board.Word(BoardLayout.Parked(place)), 1);
        if (!HasNews) return true;
        Unpark();
        return false;
    }

    /// <summary>It is awake. A message that was sent for the mark meanwhile finds it at work, which does no harm.</summary>
    internal void Unpark() => Volatile.Write(ref board.Word(BoardLayout.Parked(place)), 0);

    /// <summary>Whether the coordinator is to be told of chunks that were finished before. The same handshake as in <see cref="TryPark"/>,
    /// from the other side.</summary>
    internal bool MustRing()
    {
        Interlocked.MemoryBarrier();
        return IsCoordinatorAsleep;
    }

    private bool TryClaim(int chunk)
    {
        ChunkWord found = board.Read(chunk);
        if (!found.IsOpenIn(_stage) || !board.TryChange(chunk, found, new ChunkWord(_stage, place, ChunkState.Claimed))) return false;
        // Nobody else writes here, so no swap is needed; it says that this worker gets on.
        board.Word(BoardLayout.Claims(place))++;
        Probe?.Invoke(BoardPoint.Claimed);
        return true;
    }

    private bool TryTake()
    {
        if (_stage == 0) return false;
        bool shared = _rule is TakingRule.Fixed or TakingRule.Shrinking;
        while (true)
        {
            int from = shared ? 0 : place;
            BlockWord block = board.Block(from);
            if (!block.IsOf(_stage)) return false;
            bool helps = block.Left == 0;
            if (helps && (_rule != TakingRule.OwnBlockThenHelp || !TryFindMost(out from, out block))) return false;
            if (block.End > board.Layout.Chunks)
                throw new FaultException(FaultCode.ProtocolViolation, $"a block on the board ends with chunk {block.End} of {board.Layout.Chunks}, which nobody may write");
            int count = Math.Min(Share(block.Left), block.Left);
            int first = helps ? block.End - count : block.Front;
            BlockWord rest = helps ? new BlockWord(_stage, block.Front, first) : new BlockWord(_stage, first + count, block.End);
            if (!board.TryChange(from, block, rest)) continue;
            (_next, _end) = (first, first + count);
            board.Word(BoardLayout.Batches(place))++;
            Probe?.Invoke(BoardPoint.Taken);
            return true;
        }
    }

    // The shares are those of the batch sources: 1/16 of a block, half of an equal share of all that is left.
    private int Share(int left) => _rule switch
    {
        TakingRule.OwnBlockThenHelp => _batch > 0 ? _batch : Math.Max(1, left / 16),
        TakingRule.OwnBlock => _batch > 0 ? _batch : left,
        TakingRule.Shrinking => Math.Max(left / (2 * board.Layout.Places), Math.Max(1, _batch)),
        _ => Math.Max(1, _batch),
    };

    private bool TryFindMost(out int most, out BlockWord block)
    {
        (most, block) = (-1, default);
        for (int i = 0; i < board.Layout.Places; i++)
        {
            BlockWord one = board.Block(i);
            if (one.IsOf(_stage) && one.Left > block.Left) (most, block) = (i, one);
        }

        return most >= 0;
    }

    // What is left in a block will be taken from there: in a sweep, only what is behind its front is looked at.
    private bool IsInBlock(int chunk)
    {
        bool shared = _rule is TakingRule.Fixed or TakingRule.Shrinking;
        BlockWord block = board.Block(shared ? 0 : board.Layout.BlockOf(chunk));
        return block.IsOf(_stage) && block.Holds(chunk);
    }

    private ReadOnlyMemory<byte> CopyOfState()
    {
        // Not yet known to be of one stage: the length may be anything.
        var length = (int)Math.Clamp(board.Word(BoardLayout.StateLength), 0, BoardLayout.StateCapacity);
        board.Bytes(board.Layout.State, length).CopyTo(_copy);
        return _copy.AsMemory(0, length);
    }
}
