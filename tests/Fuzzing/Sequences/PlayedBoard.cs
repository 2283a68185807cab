using Cluster.Coordinator.Pool;
using Cluster.Coordinator.Reduction;
using Cluster.Coordinator.Scheduling;
using Cluster.Faults;
using Cluster.HandOut;
using Cluster.Jobs;
using Cluster.Memory;
using Cluster.Protocol.Messages;

namespace Cluster.Fuzzing.Sequences;

/// <summary>Both ends of a board, the coordinator's and two workers', stage after stage, on memory that somebody else writes to as well.</summary>
internal sealed class PlayedBoard : IDisposable
{
    internal const int Workers = 2;
    private const int Chunks = 12;

    private static readonly ChunkPlan Plan = ChunkPlan.Contiguous(Chunks, 1);

    private readonly ChunkBoard _board;
    private readonly BoardStage _coordinator;
    private readonly BoardUse _use;
    private readonly BoardWorker[] _workers = new BoardWorker[Workers];
    private OrderedReduction? _reduction;
    private PoolStage? _stage;
    private int _stages;

    internal PlayedBoard(SharedSegment segment, Schedule schedule, int? batch)
    {
        segment.Memory.Write(0, (int)Layout.Length).Clear();
        _board = new ChunkBoard(segment.Memory, Layout);
        _use = new BoardUse(segment.Handle, _board, schedule, batch);
        _coordinator = new BoardStage(_use);
        Begin();
    }

    internal static BoardLayout Layout { get; } = new(Chunks, Workers, sizeof(int));

    /// <summary>Of the stage.</summary>
    internal AnyChunks Reduction { get; private set; } = new();

    internal uint Stage => _coordinator.Owner.Stage;

    /// <summary>Whether all chunks of the stage are reduced.</summary>
    internal bool IsOver => _stage!.IsOver;

    /// <summary>Why the coordinator gave the job up; null if it did not.</summary>
    internal FaultInfo? Failure { get; private set; }

    /// <summary>Chunks of the stage that came with the partial that belongs to them, all of them.</summary>
    internal bool IsRight => IsOver && Reduction is { Added: Chunks, Right: Chunks };

    /// <summary>Puts the next stage on the board: of the first one workers are told.</summary>
    internal void Begin()
    {
        _reduction?.Dispose();
        Reduction = new AnyChunks();
        _reduction = new OrderedReduction(Reduction, Plan);
        var message = new BeginStage(_stages++, 0, default);
        _stage = new PoolStage(message, new StageLedger(NoBatches.Instance, _reduction.Missing), _reduction);
        _coordinator.Begin(_stage, message, _reduction, []);
        for (int place = 0; place < Workers; place++) _workers[place] ??= Join(place);
    }

    /// <summary>A worker does what it finds on the board, at most so many chunks.</summary>
    /// <exception cref="FaultException">What stands there cannot be.</exception>
    internal void Work(int place, int most)
    {
        BoardWorker worker = _workers[place];
        worker.TryEnter();
        for (int i = 0; i < most && worker.TryNext(out int chunk); i++)
        {
            OrderedChunks.PartialOf(chunk).CopyTo(worker.Partial(chunk, sizeof(int)));
            worker.Finish(chunk, sizeof(int));
        }
    }

    /// <summary>A worker claims a chunk and dies, or only dies; another takes its place.</summary>
    internal void Lose(int place, bool claims)
    {
        if (claims) _workers[place].TryNext(out _);
        Replace(place);
    }

    /// <summary>A worker is gone; another takes its place.</summary>
    internal void Replace(int place)
    {
        _coordinator.Owner.TakeParked(place);
        _coordinator.Return(place, setAside: -1);
        if (_use.Rule == TakingRule.OwnBlock) _coordinator.Abandon(place);
        _workers[place] = Join(place);
    }

    /// <summary>A worker parks if it may, is looked at, and wakes.</summary>
    internal void Park(int place)
    {
        BoardWorker worker = _workers[place];
        if (worker.TryPark()) _coordinator.Owner.IsParked(place);
        if (_coordinator.Owner.HasStray(_use.Rule)) _coordinator.Owner.Sweep();
        worker.Unpark();
        _ = worker.MustRing();
        _ = _coordinator.Owner.Claims(place);
        _ = _coordinator.NewBatches();
    }

    /// <summary>The coordinator reduces what is done.</summary>
    internal void Drain(bool all) => Failure ??= _coordinator.Drain(all, static (stage, chunks) => stage.Commit(chunks));

    /// <summary>Writes a word, whoever it belongs to.</summary>
    internal void Scribble(long offset, long value) => _board.Word(offset) = value;

    public void Dispose() => _reduction!.Dispose();

    private BoardWorker Join(int place)
    {
        var worker = new BoardWorker(_board, place);
        worker.Tell(_coordinator.Owner.Told, default);
        return worker;
    }
}
