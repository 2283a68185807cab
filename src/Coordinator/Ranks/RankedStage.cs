using System.Diagnostics;
using Cluster.Coordinator.Execution;
using Cluster.Coordinator.Reduction;
using Cluster.Coordinator.Scheduling;
using Cluster.Faults;
using Cluster.Jobs;

namespace Cluster.Coordinator.Ranks;

/// <summary>A stage as rank 0 sees it: who is at which chunks, and what has come back.</summary>
/// <remarks>All of it under the channel's gate.</remarks>
/// <param name="number">Of the stage in its repetition.</param>
/// <param name="missing">Chunks that are to be computed, in order; null for all.</param>
/// <param name="blocks">What ranks can ask for.</param>
/// <param name="partials">Of the stage; get those of the other ranks here.</param>
/// <param name="channel">To the other ranks.</param>
internal sealed class RankedStage(int number, int[]? missing, RankBlocks blocks, IPartials partials, RankChannel channel)
{
    private readonly long _begunAt = Stopwatch.GetTimestamp();
    private int _working = channel.Size - 1;
    private long _broadcast;
    private long _gather;

    /// <summary>When rank 0 had done its own part; what arrives before that, nobody waited for.</summary>
    internal long OwnDoneAt { get; set; } = long.MaxValue;

    /// <summary>Whether all other ranks have done their parts.</summary>
    internal bool IsDone => _working == 0;

    /// <summary>From when the order left to when the last rank had it.</summary>
    internal long BroadcastTicks => _broadcast;

    /// <summary>How long rank 0 waited for what was on its way.</summary>
    internal long GatherTicks => _gather;

    /// <summary>Bytes of partials and rows.</summary>
    internal long Bytes { get; private set; }

    /// <summary>More chunks for rank 0 itself; null when everything is given out.</summary>
    internal int[]? TakeMore() => blocks.TryTake(0, out ChunkRange block) ? Chunks(block) : null;

    /// <summary>Takes what a rank has computed, the rows first: who keeps partials keeps the rows with them.</summary>
    internal void Receive(PartMessage part, StoredOutput? output, ChunkPlan plan, RankLink link)
    {
        if (part.Stage != number) throw new RanksException($"ranks: rank {part.From} sent partials of stage {part.Stage} in stage {number} (please report it)", exitCode: 3);
        if (output is not null) ReceiveRows(part, output, plan);
        foreach ((int chunk, ReadOnlyMemory<byte> partial) in part.Partials)
        {
            Commit(chunk, partial.Span);
            Bytes += partial.Length;
        }

        long now = Stopwatch.GetTimestamp();
        _broadcast = Math.Max(_broadcast, part.ReceivedAt + link.Offset - _begunAt);
        if (OwnDoneAt != long.MaxValue) _gather = Math.Max(_gather, now - Math.Max(OwnDoneAt, part.SentAt + link.Offset));
        if (!part.IsLast) return;
        if (blocks.TryTake(part.From, out ChunkRange block)) _ = channel.Send(part.From, RankMessageKind.Grant, writer => ChunkList.Write(writer, Chunks(block)));
        else _working--;
    }

    private int[] Chunks(ChunkRange block) => missing is null ? ChunkList.All([block]) : missing[block.First..block.End];

    private void ReceiveRows(PartMessage part, StoredOutput output, ChunkPlan plan)
    {
        foreach (ChunkRange run in ChunkList.Runs(part.Partials.Select(static one => one.Chunk).Order()))
        {
            channel.ReceiveBulk(part.From, PartWriter.RowsOf(output, plan, run));
            Bytes += PartWriter.RowsOf(output, plan, run).Length;
        }
    }

    private void Commit(int chunk, ReadOnlySpan<byte> partial)
    {
        try
        {
            partials.Commit(chunk, partial);
        }
        catch (Exception ex) when (ex is not FaultException)
        {
            throw new FaultException(FaultCode.JobFailed, $"the reduction failed at chunk {chunk}: {ex.GetType().Name}: {CappedText.Of(ex.Message)}", ex);
        }
    }
}
