using Cluster.HandOut;
using Cluster.Memory;

namespace Cluster.Tests.HandOut;

/// <summary>A board in a segment of its own, with both ends in this process.</summary>
internal sealed class BoardMemory : IDisposable
{
    private readonly SharedSegment _segment;
    private readonly ChunkBoard _board;

    internal BoardMemory(int chunks, int places, int partialBytes = 8)
    {
        Layout = new BoardLayout(chunks, places, partialBytes);
        _segment = SharedSegment.Create("board-test", Layout.Length, Path.GetTempPath());
        _board = new ChunkBoard(_segment.Memory, Layout);
        Owner = new BoardOwner(_board);
    }

    internal BoardLayout Layout { get; }

    internal BoardOwner Owner { get; }

    internal ChunkBoard Board => _board;

    internal SegmentHandle Handle => _segment.Handle;

    /// <summary>Begins a stage of which workers are told, unless they were told of one.</summary>
    internal void Begin(TakingRule rule, int? batch = null, byte[]? state = null, int[]? missing = null, params int[] empty) =>
        Owner.Begin(Owner.Told == 0, rule, batch, state, missing, empty);

    /// <summary>A worker that has entered the stage.</summary>
    internal BoardWorker Enter(int place)
    {
        BoardWorker worker = Join(place);
        Assert.True(worker.TryEnter());
        return worker;
    }

    /// <summary>A worker that was told of the stage.</summary>
    internal BoardWorker Join(int place)
    {
        var worker = new BoardWorker(_board, place);
        worker.Tell(Owner.Told, default);
        return worker;
    }

    /// <summary>Whether every chunk is done, in this stage.</summary>
    internal bool IsDone => Enumerable.Range(0, Layout.Chunks).All(chunk => Owner.Read(chunk).Is(Owner.Stage, ChunkState.Done));

    public void Dispose() => _segment.Dispose();
}
