using Cluster.Coordinator.Pool;
using Cluster.Coordinator.Reduction;
using Cluster.Coordinator.Scheduling;
using Cluster.Faults;
using Cluster.HandOut;
using Cluster.Jobs;
using Cluster.Memory;
using Cluster.Protocol.Messages;

namespace Cluster.Tests.Pool;

/// <summary>What the coordinator makes of a board: partials in order, what an earlier run had left, and what no worker may write
/// there.</summary>
public sealed class BoardStageTests : IDisposable
{
    private const int Chunks = 6;

    private readonly SharedSegment _segment;
    private readonly ChunkBoard _board;
    private readonly BoardStage _stage;
    private readonly Sequence _inner = new();
    private readonly OrderedReduction _reduction;
    private PoolStage? _running;

    public BoardStageTests()
    {
        var layout = new BoardLayout(Chunks, 2, 8);
        _segment = SharedSegment.Create("board-test", layout.Length, Path.GetTempPath());
        _board = new ChunkBoard(_segment.Memory, layout);
        _stage = new BoardStage(new BoardUse(_segment.Handle, _board, Schedule.Dynamic, 1));
        _reduction = new OrderedReduction(_inner, ChunkPlan.Contiguous(Chunks, 1));
    }

    [Fact]
    public void Drain_ChunksDoneInAnyOrder_ReducesThemInChunkOrder()
    {
        BoardWorker worker = Begin();
        BoardWorker other = Enter(1);
        Assert.True(worker.TryNext(out int slow));
        for (int i = 0; i < 3; i++) Compute(other);
        Assert.Null(Drain(out int count));
        Assert.Equal(0, count);
        Finish(worker, slow);
        Assert.Null(Drain(out count));
        Assert.Equal(4, count);
        Assert.Equal([0, 1, 2, 3], _inner.Added);
        Compute(worker);
        Compute(worker);
        Assert.Null(Drain(out _));
        Assert.Equal(Enumerable.Range(0, Chunks), _inner.Added);
        Assert.True(_running!.IsOver);
        // Nobody waits for more.
        Assert.Null(Drain(out count));
        Assert.Equal(0, count);
    }

    [Fact]
    public void Drain_All_CountsWhatIsBehindAGapAndReducesItInOrder()
    {
        BoardWorker worker = Begin();
        Assert.True(worker.TryNext(out int slow));
        Compute(Enter(1));
        Assert.Null(Drain(out int count, all: true));
        Assert.Equal(1, count);
        Assert.Empty(_inner.Added);
        Finish(worker, slow);
        Assert.Null(Drain(out _));
        Assert.Equal([0, 1], _inner.Added);
    }

    [Fact]
    public void Begin_ChunksOfAnEarlierRun_AreNotComputedAgain()
    {
        foreach (int chunk in new[] { 0, 3 }) _reduction.Restore(chunk, BitConverter.GetBytes((long)chunk));
        BoardWorker worker = Begin();
        while (worker.TryNext(out int chunk)) Finish(worker, chunk);
        Assert.Null(Drain(out int count));
        Assert.Equal(4, count);
        Assert.Equal(Enumerable.Range(0, Chunks), _inner.Added);
        Assert.True(_running!.IsOver);
    }

    [Theory]
    [InlineData(0x0000_0002_0000_0002)]
    [InlineData(0x0000_0001_0000_0202)]
    [InlineData(0x0000_0001_0000_0004)]
    [InlineData(-1)]
    public void Drain_MarkThatNoWorkerMayWrite_IsAFault(long mark)
    {
        Begin();
        _board.Word(_board.Layout.Chunk(0)) = mark;
        Assert.Equal(FaultCode.ProtocolViolation, Drain(out _)?.Code);
    }

    [Theory]
    [InlineData(9)]
    [InlineData(-1)]
    [InlineData(long.MaxValue)]
    public void Drain_LengthThatCannotBe_IsAFault(long length)
    {
        BoardWorker worker = Begin();
        Assert.True(worker.TryNext(out int chunk));
        worker.Finish(chunk, 8);
        _board.Word(_board.Layout.PartialLength(chunk)) = length;
        Assert.Equal(FaultCode.ProtocolViolation, Drain(out _)?.Code);
    }

    [Fact]
    public void Drain_ReductionThrows_IsAFault()
    {
        BoardWorker worker = Begin();
        _inner.Fails = true;
        Compute(worker);
        Assert.Equal(FaultCode.JobFailed, Drain(out _)?.Code);
    }

    [Fact]
    public void Return_ClaimedChunk_IsComputedByAnother()
    {
        Assert.True(Begin().TryNext(out int lost));
        BoardWorker other = Enter(1);
        while (other.TryNext(out int chunk)) Finish(other, chunk);
        Assert.Equal(1, _stage.Return(0, setAside: -1));
        Compute(other);
        Assert.Null(Drain(out int count));
        Assert.Equal((Chunks, 0), (count, lost));
        Assert.True(_running!.IsOver);
    }

    [Fact]
    public void Return_ChunkThatIsSetAside_IsWaitedForNoMore()
    {
        Assert.True(Begin().TryNext(out int lost));
        BoardWorker other = Enter(1);
        while (other.TryNext(out int chunk)) Finish(other, chunk);
        Assert.Equal(0, _stage.Return(0, setAside: lost));
        Assert.False(other.TryNext(out _));
        // The others are done, and cannot be reduced.
        Assert.Null(Drain(out int count));
        Assert.Equal(Chunks - 1, count);
        Assert.Empty(_inner.Added);
    }

    [Fact]
    public void Close_BoardThatIsGivenBack_IsNotLookedAt()
    {
        Compute(Begin());
        _stage.Close();
        _segment.Dispose();
        Assert.Null(Drain(out int count));
        Assert.Equal(0, count + _stage.Return(0, -1));
    }

    public void Dispose()
    {
        _reduction.Dispose();
        _segment.Dispose();
    }

    private BoardWorker Begin()
    {
        var message = new BeginStage(0, 0, default);
        _running = new PoolStage(message, new StageLedger(NoBatches.Instance, _reduction.Missing), _reduction);
        Assert.True(_stage.Begin(_running, message, _reduction, []));
        return Enter(0);
    }

    private BoardWorker Enter(int place)
    {
        var worker = new BoardWorker(_board, place);
        worker.Tell(1, default);
        Assert.True(worker.TryEnter());
        return worker;
    }

    private static void Compute(BoardWorker worker)
    {
        Assert.True(worker.TryNext(out int chunk));
        Finish(worker, chunk);
    }

    private static void Finish(BoardWorker worker, int chunk)
    {
        BitConverter.TryWriteBytes(worker.Partial(chunk, 8), (long)chunk);
        worker.Finish(chunk, 8);
    }

    private FaultInfo? Drain(out int count, bool all = false)
    {
        int committed = 0;
        FaultInfo? fault = _stage.Drain(all, (stage, chunks) =>
        {
            committed += chunks;
            stage.Commit(chunks);
        });
        count = committed;
        return fault;
    }

    private sealed class Sequence : IReduction
    {
        internal List<int> Added { get; } = [];

        internal bool Fails { get; set; }

        public JobResult Result => throw new NotSupportedException();

        public void Add(in Chunk chunk, ReadOnlySpan<byte> partial)
        {
            if (Fails) throw new InvalidOperationException("on purpose");
            Assert.Equal(chunk.Index, BitConverter.ToInt64(partial));
            Added.Add(chunk.Index);
        }

        public byte[]? CompleteStage() => null;
    }
}
