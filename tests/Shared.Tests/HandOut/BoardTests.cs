using Cluster.Faults;
using Cluster.HandOut;

namespace Cluster.Tests.HandOut;

/// <summary>One worker after the other on a board: what is taken how, what is passed over, what comes back.</summary>
public sealed class BoardTests
{
    [Theory]
    [InlineData(0, 1, 100)]
    [InlineData(1, 1, 50)]
    [InlineData(2, 1, 100)]
    [InlineData(3, 1, 100)]
    [InlineData(0, 7, 100)]
    [InlineData(1, 7, 50)]
    [InlineData(2, 7, 100)]
    [InlineData(3, 7, 100)]
    public void TryNext_OneWorkerOfTwo_GetsWhatTheRuleLets(int rule, int batch, int expected)
    {
        using var memory = new BoardMemory(100, 2);
        memory.Begin((TakingRule)rule, batch);
        BoardWorker worker = memory.Enter(1);
        Assert.Equal(expected, Finish(worker).Distinct().Count());
        Assert.False(worker.TryNext(out _));
        Assert.Equal(expected == 100, memory.IsDone);
    }

    [Fact]
    public void TryNext_OwnBlockThenHelp_BeginsWithItsOwn()
    {
        using var memory = new BoardMemory(100, 2);
        memory.Begin(TakingRule.OwnBlockThenHelp, 10);
        int[] chunks = [.. Finish(memory.Enter(1))];
        Assert.Equal(Enumerable.Range(50, 50), chunks[..50]);
        Assert.Equal(Enumerable.Range(40, 10), chunks[50..60]);
    }

    [Fact]
    public void TryNext_Shrinking_TakesHalfOfAnEqualShare()
    {
        using var memory = new BoardMemory(100, 2);
        memory.Begin(TakingRule.Shrinking);
        Assert.True(memory.Enter(0).TryNext(out int first));
        Assert.True(memory.Enter(1).TryNext(out int second));
        Assert.Equal((0, 25), (first, second));
    }

    [Fact]
    public void TryEnter_StageThatItWasNotToldOf_Waits()
    {
        using var memory = new BoardMemory(4, 1);
        memory.Owner.Begin(tells: true, TakingRule.Fixed, null, default, null, []);
        var worker = new BoardWorker(memory.Board, 0);
        Assert.False(worker.HasNews);
        Assert.False(worker.TryEnter());
        worker.Tell(1, new byte[] { 7 });
        Assert.True(worker.HasNews);
        Assert.True(worker.TryEnter());
        Assert.Equal([7], worker.State.ToArray());
        Finish(worker);

        // A later one that is on the board may be entered; one that begins a repetition may not, before it is told of.
        memory.Owner.Begin(tells: false, TakingRule.Fixed, null, [8, 9], null, []);
        Assert.True(worker.TryEnter());
        Assert.Equal([8, 9], worker.State.ToArray());
        Finish(worker);
        memory.Owner.Begin(tells: true, TakingRule.Fixed, null, default, null, []);
        memory.Owner.Begin(tells: false, TakingRule.Fixed, null, [1], null, []);
        Assert.False(worker.TryEnter());
    }

    [Fact]
    public void Begin_SomeChunksMissing_OnlyThoseAreClaimed()
    {
        using var memory = new BoardMemory(10, 2);
        memory.Begin(TakingRule.OwnBlockThenHelp, missing: [1, 2, 7]);
        Assert.Equal([1, 2, 7], Finish(memory.Enter(0)).Order());
        // In the next stage all are.
        memory.Begin(TakingRule.OwnBlockThenHelp);
        Assert.Equal(10, Finish(memory.Enter(0)).Count);
    }

    [Fact]
    public void Begin_EmptyPlaceWithBlocksOfTheirOwn_OthersFindItsChunks()
    {
        using var memory = new BoardMemory(10, 2);
        memory.Begin(TakingRule.OwnBlock, empty: 1);
        Assert.Equal(10, Finish(memory.Enter(0)).Count);
    }

    [Fact]
    public void Abandon_PlaceWithABlockOfItsOwn_OthersFindItsChunks()
    {
        using var memory = new BoardMemory(10, 2);
        memory.Begin(TakingRule.OwnBlock, 1);
        BoardWorker worker = memory.Enter(0);
        Assert.Equal(5, Finish(worker).Count);
        memory.Owner.Abandon(1);
        Assert.False(worker.TryNext(out _));
        memory.Owner.Sweep();
        Assert.True(worker.HasNews);
        Assert.Equal(5, Finish(worker).Count);
        Assert.True(memory.IsDone);
    }

    [Fact]
    public void Open_ChunkOfALostWorker_ComesToAnother()
    {
        using var memory = new BoardMemory(2, 2);
        memory.Begin(TakingRule.OwnBlockThenHelp);
        Assert.True(memory.Enter(0).TryNext(out int lost));
        BoardWorker other = memory.Enter(1);
        Assert.Equal([1], Finish(other));
        Assert.Equal([lost], memory.Owner.ClaimedBy(0));
        memory.Owner.Open(lost);
        memory.Owner.Sweep();
        Assert.Equal([lost], Finish(other));
    }

    [Fact]
    public void GiveUp_Chunk_ComesToNobody()
    {
        using var memory = new BoardMemory(2, 2);
        memory.Begin(TakingRule.OwnBlockThenHelp);
        Assert.True(memory.Enter(0).TryNext(out int lost));
        memory.Owner.GiveUp(lost);
        memory.Owner.Sweep();
        Assert.Equal([1], Finish(memory.Enter(1)));
    }

    [Fact]
    public void HasStray_ChunksTakenAndNotClaimed_FindsThem()
    {
        using var memory = new BoardMemory(8, 1);
        memory.Begin(TakingRule.Fixed, 4);
        Assert.False(memory.Owner.HasStray(TakingRule.Fixed));
        Assert.True(memory.Enter(0).TryNext(out _));
        Assert.True(memory.Owner.HasStray(TakingRule.Fixed));
    }

    [Fact]
    public void Read_WhatNoWorkerMayWrite_CannotBe()
    {
        using var memory = new BoardMemory(2, 2);
        memory.Begin(TakingRule.Fixed);
        Assert.True(memory.Owner.CanBe(new ChunkWord(1, 1, ChunkState.Done)));
        Assert.False(memory.Owner.CanBe(new ChunkWord(2, 1, ChunkState.Done)));
        Assert.False(memory.Owner.CanBe(new ChunkWord(1, 2, ChunkState.Done)));
        Assert.False(memory.Owner.CanBe(new ChunkWord(1, 1, (ChunkState)4)));
        memory.Board.Word(memory.Layout.PartialLength(0)) = 9;
        Assert.Null(memory.Owner.CopyPartial(0, new byte[8]));
        memory.Board.Word(memory.Layout.PartialLength(0)) = -1;
        Assert.Null(memory.Owner.CopyPartial(0, new byte[8]));
    }

    [Fact]
    public void Words_AnyNumbers_ComeBack()
    {
        var chunk = new ChunkWord(uint.MaxValue, 65_534, ChunkState.Done);
        Assert.Equal((uint.MaxValue, 65_534, ChunkState.Done), (chunk.Stage, chunk.Place, chunk.State));
        var block = new BlockWord(0xabcdef, BlockWord.MostChunks - 1, BlockWord.MostChunks);
        Assert.Equal((BlockWord.MostChunks - 1, BlockWord.MostChunks, 1), (block.Front, block.End, block.Left));
        Assert.True(block.IsOf(0xabcdef));
        Assert.False(block.IsOf(0xabcdee));
    }

    [Theory]
    [InlineData(1, 3)]
    [InlineData(10, 3)]
    [InlineData(100, 7)]
    [InlineData(5, 5)]
    public void BlockOf_EveryChunk_IsTheBlockItLiesIn(int chunks, int places)
    {
        var layout = new BoardLayout(chunks, places, 0);
        for (int chunk = 0; chunk < chunks; chunk++)
            Assert.InRange(chunk, layout.FirstOf(layout.BlockOf(chunk)), layout.FirstOf(layout.BlockOf(chunk) + 1) - 1);
        Assert.Equal(chunks, layout.FirstOf(places));
    }

    // As if another worker had written there. A chunk that there is not lies beside the board.
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void TryNext_BlockOfMoreChunksThanThereAre_IsAViolation(int rule)
    {
        using var memory = new BoardMemory(10, 2);
        memory.Begin((TakingRule)rule);
        BoardWorker worker = memory.Enter(0);
        memory.Board.Word(memory.Layout.Block(0)) = new BlockWord(memory.Owner.Stage, 0, 11).Bits;
        Assert.Equal(FaultCode.ProtocolViolation, Assert.Throws<FaultException>(() => worker.TryNext(out _)).Code);
    }

    private static List<int> Finish(BoardWorker worker)
    {
        List<int> chunks = [];
        while (worker.TryNext(out int chunk))
        {
            worker.Partial(chunk, 8).Fill((byte)chunk);
            worker.Finish(chunk, 8);
            chunks.Add(chunk);
        }

        return chunks;
    }
}
