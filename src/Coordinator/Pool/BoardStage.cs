using System.Buffers;
using System.Diagnostics;
using Cluster.Coordinator.Reduction;
using Cluster.Faults;
using Cluster.HandOut;
using Cluster.Protocol.Messages;

namespace Cluster.Coordinator.Pool;

/// <summary>The stages of a job whose chunks are on a board, one after the other: begins them, and reduces what is done.</summary>
/// <remarks>
/// Partials are reduced by whoever holds <see cref="Draining"/>: the thread that runs the stage, as long as it looks on, and the links'
/// threads when workers
/// say that chunks are done. That lock is taken before the job's gate, never after. What stands on the board is checked before it is used,
/// and a partial is
/// copied before it is reduced: a worker could still write there.
/// </remarks>
/// <param name="use">The board.</param>
internal sealed class BoardStage(BoardUse use)
{
    // As long as a worker looks on for the next stage (BoardShift): then neither sleeps while the other has little to do.
    private static readonly long LookLimit = Stopwatch.Frequency / 10_000;

    private readonly BoardOwner _owner = new(use.Board);
    private readonly byte[] _partial = new byte[use.Board.Layout.PartialBytes];

    // Chunks that are reduced, or never will be.
    private readonly bool[] _taken = new bool[use.Board.Layout.Chunks];
    private PoolStage? _stage;
    private int _next;
    private bool _takesAll;

    // When all chunks are looked at again, as a timestamp: that takes its time, and nine times as long is for what is next in order.
    private long _allDueAt;
    private bool _pays = true;
    private bool _wasTraced;
    private long _begunAt;
    private long _batches;

    internal BoardOwner Owner => _owner;

    /// <summary>Held by whoever reduces.</summary>
    internal Lock Draining { get; } = new();

    /// <summary>What workers are told of the board.</summary>
    internal AttachBoard Message { get; } = new(use.Segment, use.Board.Layout.Places, use.Board.Layout.PartialBytes, use.Board.Key);

    /// <summary>Under both locks: puts a stage on the board.</summary>
    /// <returns>Whether every worker must be told of it by message.</returns>
    internal bool Begin(PoolStage stage, BeginStage message, IPartials reduction, IReadOnlyCollection<int> empty)
    {
        bool traced = message.TraceParent is not null;
        bool tells = message.Stage == 0 || _owner.Told == 0 || message.State.Length > BoardLayout.StateCapacity || traced || _wasTraced;
        int[]? missing = reduction.MissingChunks();
        Array.Fill(_taken, missing is not null);
        foreach (int chunk in missing ?? []) _taken[chunk] = false;
        // Otherwise a partial can wait in its place until its turn comes.
        (_stage, _next, _takesAll, _wasTraced, _begunAt) = (stage, 0, reduction.TakesEarly, traced, Stopwatch.GetTimestamp());
        _owner.Begin(tells, use.Rule, use.Batch, tells ? default : message.State.Span, missing, empty);
        return tells;
    }

    /// <summary>Under both locks: nobody looks at the board from now on, whose memory may be given back.</summary>
    internal void Close() => _stage = null;

    /// <summary>Reduces what is done, until the stage is over or it has taken too long. Not a wait: a moment at most, in which the thread
    /// does work of its own.</summary>
    /// <param name="drain">Reduces what is done.</param>
    internal void LookOn(Action drain)
    {
        PoolStage stage = _stage!;
        var spin = default(SpinWait);
        while (_pays && !stage.IsOver && Stopwatch.GetTimestamp() - _begunAt < LookLimit)
        {
            spin.SpinOnce(sleep1Threshold: -1);
            drain();
        }

        if (stage.IsOver) return;
        // The mark, then the look; a worker marks its chunk as done, then looks for the mark (BoardWorker.MustRing).
        _owner.SetAsleep(true);
        drain();
    }

    /// <summary>The stage is over: whether to look on in the next.</summary>
    internal void Ended() => _pays = Stopwatch.GetTimestamp() - _begunAt < 2 * LookLimit;

    /// <summary>Reduces what is done. Any thread, without the gate.</summary>
    /// <param name="all">Whether also what is not the next in order.</param>
    /// <param name="committed">Told how many, if any; takes the gate.</param>
    /// <returns>What the stage is to be given up for; null for nothing.</returns>
    internal FaultInfo? Drain(bool all, Action<PoolStage, int> committed)
    {
        lock (Draining)
        {
            if (_stage is not { IsOver: false } stage) return null;
            int count = 0;
            long begin = Stopwatch.GetTimestamp();
            bool looksAtAll = all || (_takesAll && begin >= _allDueAt);
            FaultInfo? fault = Drain(stage, looksAtAll, ref count);
            if (looksAtAll) _allDueAt = begin + (10 * (Stopwatch.GetTimestamp() - begin));
            if (count > 0) committed(stage, count);
            return fault;
        }
    }

    /// <summary>Under the gate: takes back what a lost worker had claimed; returns how many chunks.</summary>
    /// <param name="place">It had.</param>
    /// <param name="setAside">A chunk that nobody is to be given any more; −1 for none.</param>
    internal int Return(int place, int setAside)
    {
        if (_stage is not { IsOver: false }) return 0;
        int returned = 0;
        foreach (int chunk in _owner.ClaimedBy(place))
        {
            if (chunk == setAside) continue;
            _owner.Open(chunk);
            returned++;
        }

        if (setAside >= 0) GiveUp(setAside);
        // Also what it had taken from a block and not claimed.
        _owner.Sweep();
        return returned;
    }

    /// <summary>Under the gate: nobody will be in that place any more.</summary>
    internal void Abandon(int place)
    {
        if (_stage is not { IsOver: false } || use.Rule != TakingRule.OwnBlock || place >= use.Board.Layout.Places) return;
        _owner.Abandon(place);
        _owner.Sweep();
    }

    /// <summary>Under the gate: the chunk that a worker says it is at, if it has claimed it, and since when; −1 for none.</summary>
    internal (int Chunk, long BegunAt) Running(Lane lane)
    {
        (long number, _, long begunAt) = lane.Link.Status.Read();
        bool isSo = number is > 0 and <= int.MaxValue && _owner.IsClaimedBy(lane.Link.Id, (int)number - 1);
        return isSo ? ((int)number - 1, begunAt) : (-1, 0);
    }

    /// <summary>Under the gate: when the worker was last seen to get on or to wait, or could first have; as a timestamp.</summary>
    internal long ActiveAt(Lane lane) => Math.Max(_begunAt, lane.ActiveAt);

    /// <summary>Under the gate, from time to time: whether a worker has something to do, as far as the board says.</summary>
    /// <param name="lane">To it.</param>
    /// <param name="now">As a timestamp.</param>
    internal bool IsBusy(Lane lane, long now)
    {
        long claims = _owner.Claims(lane.Link.Id);
        bool parked = _owner.IsParked(lane.Link.Id);
        if (parked || claims != lane.Claims) (lane.Claims, lane.ActiveAt) = (claims, now);
        return !parked;
    }

    /// <summary>Under the gate, from time to time: lets workers look for chunks that lie open where nobody looks; false if there are
    /// none.</summary>
    /// <remarks>As long as one is awake, what lies open may be what that one has taken.</remarks>
    internal bool FindStrays(IEnumerable<Lane> lanes)
    {
        if (_stage is not { IsOver: false } || !lanes.All(lane => _owner.IsParked(lane.Link.Id))) return false;
        if (!_owner.HasStray(use.Rule)) return false;
        _owner.Sweep();
        return true;
    }

    /// <summary>How often workers have taken chunks since it was asked last.</summary>
    internal long NewBatches()
    {
        long batches = _owner.Batches();
        long added = Math.Max(0, batches - _batches);
        _batches = batches;
        return added;
    }

    private FaultInfo? Drain(PoolStage stage, bool all, ref int count)
    {
        bool isBehind = false;
        for (int chunk = _next; chunk < _taken.Length; chunk++)
        {
            if (!Volatile.Read(ref _taken[chunk]))
            {
                ChunkWord word = _owner.Read(chunk);
                if (!_owner.CanBe(word)) return Nonsense($"chunk {chunk} is marked {word.Bits:x16} on the board");
                if (!word.Is(_owner.Stage, ChunkState.Done))
                {
                    if (!all) return null;
                    isBehind = true;
                    continue;
                }

                if (_owner.CopyPartial(chunk, _partial) is not { } length)
                    return Nonsense($"the partial of chunk {chunk} has a length that cannot be");
                if (stage.Reduce(chunk, new ReadOnlySequence<byte>(_partial, 0, length)) is { } fault) return fault;
                _taken[chunk] = true;
                count++;
            }

            if (!isBehind) _next = chunk + 1;
        }

        return null;
    }

    // Nobody is to wait for the partial of that chunk.
    private void GiveUp(int chunk)
    {
        _owner.GiveUp(chunk);
        Volatile.Write(ref _taken[chunk], true);
    }

    // Who it was cannot be told: all workers write there.
    private static FaultInfo Nonsense(string what) =>
        new(FaultCode.ProtocolViolation, $"{what}, which no worker may write (run with --hand-out messages)");
}
