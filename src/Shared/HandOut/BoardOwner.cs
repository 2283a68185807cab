namespace Cluster.HandOut;

/// <summary>The coordinator's end of a board: begins stages, reads partials, gives back what the dead had.</summary>
/// <remarks>One caller at a time where a method changes something; the rest is for any thread. What it reads may be anything: workers
/// write there.</remarks>
/// <param name="board">The job's.</param>
internal sealed class BoardOwner(ChunkBoard board)
{
    /// <summary>Number of the stage that is on the board, from 1 on, over all repetitions.</summary>
    internal uint Stage { get; private set; }

    /// <summary>The stage of which every worker was told by message last.</summary>
    internal uint Told { get; private set; }

    /// <summary>Puts the next stage on the board. Of the one before, every chunk is done.</summary>
    /// <param name="tells">Whether every worker will be told by message, and must not begin before; the message has the state then.</param>
    /// <param name="rule">How chunks are taken.</param>
    /// <param name="batch">How many at a time; null for the rule's own choice.</param>
    /// <param name="state">At most <see cref="BoardLayout.StateCapacity"/> bytes, unless it is told.</param>
    /// <param name="missing">The chunks that are to be computed, in order; null for all.</param>
    /// <param name="empty">Places that nobody will have any more.</param>
    internal void Begin(bool tells, TakingRule rule, int? batch, ReadOnlySpan<byte> state, int[]? missing, IReadOnlyCollection<int> empty)
    {
        uint stage = checked(Stage + 1);
        Volatile.Write(ref board.Word(BoardLayout.Sequence), ((long)stage << 1) - 1);
        // Nothing of what follows may be seen before that.
        Interlocked.MemoryBarrier();
        if (tells) Told = stage;
        board.Word(BoardLayout.Told) = Told;
        board.Word(BoardLayout.Rule) = (long)rule;
        board.Word(BoardLayout.Batch) = batch ?? 0;
        board.Word(BoardLayout.Asleep) = 0;
        board.Word(BoardLayout.SweepsAtStart) = board.Word(BoardLayout.Sweeps);
        board.Word(BoardLayout.StateLength) = tells ? 0 : state.Length;
        if (!tells) state.CopyTo(board.Bytes(board.Layout.State, BoardLayout.StateCapacity));
        if (missing is not null) SetElsewhere(stage, missing);
        bool shared = rule is TakingRule.Fixed or TakingRule.Shrinking;
        // Of a part of the stage nobody is to go through the rest.
        (int low, int high) = missing is { Length: > 0 } ? (missing[0], missing[^1] + 1) : (0, board.Layout.Chunks);
        for (int place = 0; place < board.Layout.Places; place++)
        {
            int first = Math.Clamp(shared ? 0 : board.Layout.FirstOf(place), low, high);
            int end = Math.Clamp(!shared ? board.Layout.FirstOf(place + 1) : place == 0 ? board.Layout.Chunks : 0, first, high);
            bool isEmpty = rule == TakingRule.OwnBlock && empty.Contains(place);
            Volatile.Write(ref board.Word(board.Layout.Block(place)), new BlockWord(stage, isEmpty ? end : first, end).Bits);
            if (isEmpty) board.Word(BoardLayout.Sweeps)++;
        }

        Volatile.Write(ref board.Word(BoardLayout.Sequence), (long)stage << 1);
        Stage = stage;
        // Before the marks of those that are parked are taken: see BoardWorker.TryPark.
        Interlocked.MemoryBarrier();
    }

    /// <summary>Says whether the coordinator is to be told of what is finished.</summary>
    internal void SetAsleep(bool asleep) => Interlocked.Exchange(ref board.Word(BoardLayout.Asleep), asleep ? 1 : 0);

    /// <summary>After news: whether a worker needs a message to see it. Once for each time that it parked.</summary>
    internal bool TakeParked(int place) => Interlocked.Exchange(ref board.Word(BoardLayout.Parked(place)), 0) != 0;

    /// <summary>Who has a chunk.</summary>
    internal ChunkWord Read(int chunk) => board.Read(chunk);

    /// <summary>Whether a word is one that a worker may have written by now.</summary>
    internal bool CanBe(ChunkWord word) =>
        word.Stage <= Stage && word.State is >= ChunkState.Open and <= ChunkState.Elsewhere && word.Place < board.Layout.Places;

    /// <summary>Copies the partial of a chunk that is done; null if its length cannot be.</summary>
    internal int? CopyPartial(int chunk, Span<byte> to)
    {
        long length = board.Word(board.Layout.PartialLength(chunk));
        if (length < 0 || length > board.Layout.PartialBytes) return null;
        board.Bytes(board.Layout.Partial(chunk), (int)length).CopyTo(to);
        return (int)length;
    }

    /// <summary>The chunks that a worker has claimed and not done; more than one only if it wrote what it must not.</summary>
    internal IEnumerable<int> ClaimedBy(int place)
    {
        for (int chunk = 0; chunk < board.Layout.Chunks; chunk++)
            if (board.Read(chunk) == new ChunkWord(Stage, place, ChunkState.Claimed)) yield return chunk;
    }

    /// <summary>Whether a worker has claimed a chunk and not done it.</summary>
    internal bool IsClaimedBy(int place, int chunk) =>
        (uint)chunk < (uint)board.Layout.Chunks && board.Read(chunk) == new ChunkWord(Stage, place, ChunkState.Claimed);

    /// <summary>Takes a chunk from a worker that is gone. <see cref="Sweep"/> lets the others find it.</summary>
    internal void Open(int chunk) => board.Change(chunk, new ChunkWord(Stage, 0, ChunkState.Open));

    /// <summary>Takes a chunk from a worker that is gone, for good.</summary>
    internal void GiveUp(int chunk) => board.Change(chunk, new ChunkWord(Stage, 0, ChunkState.Elsewhere));

    /// <summary>Makes every worker look at all chunks when it finds no others; who is parked needs a message.</summary>
    internal void Sweep() => Interlocked.Increment(ref board.Word(BoardLayout.Sweeps));

    /// <summary>Opens what is left of a block to everybody; to be followed by a <see cref="Sweep"/>.</summary>
    internal void Abandon(int place)
    {
        while (true)
        {
            BlockWord block = board.Block(place);
            if (!block.IsOf(Stage) || board.TryChange(place, block, new BlockWord(Stage, block.End, block.End))) return;
        }
    }

    /// <summary>Whether a worker waits for a message.</summary>
    internal bool IsParked(int place) => Volatile.Read(ref board.Word(BoardLayout.Parked(place))) != 0;

    /// <summary>Whether a chunk lies open that no block holds any more.</summary>
    internal bool HasStray(TakingRule rule)
    {
        for (int chunk = 0; chunk < board.Layout.Chunks; chunk++)
        {
            if (!board.Read(chunk).IsOpenIn(Stage)) continue;
            BlockWord block = board.Block(rule is TakingRule.Fixed or TakingRule.Shrinking ? 0 : board.Layout.BlockOf(chunk));
            if (!block.IsOf(Stage) || !block.Holds(chunk)) return true;
        }

        return false;
    }

    /// <summary>Chunks that a worker has claimed since the job was opened: it grows as long as the worker gets on.</summary>
    internal long Claims(int place) => Volatile.Read(ref board.Word(BoardLayout.Claims(place)));

    /// <summary>How often workers have taken chunks from blocks since the job was opened.</summary>
    internal long Batches()
    {
        long sum = 0;
        for (int place = 0; place < board.Layout.Places; place++)
            sum += Math.Clamp(Volatile.Read(ref board.Word(BoardLayout.Batches(place))), 0, int.MaxValue);
        return sum;
    }

    private void SetElsewhere(uint stage, int[] missing)
    {
        int at = 0;
        for (int chunk = 0; chunk < board.Layout.Chunks; chunk++)
        {
            if (at < missing.Length && missing[at] == chunk) at++;
            else board.Change(chunk, new ChunkWord(stage, 0, ChunkState.Elsewhere));
        }
    }
}
