using System.Buffers;
using System.Diagnostics;
using Cluster.Coordinator.Execution;
using Cluster.Coordinator.Reduction;
using Cluster.Coordinator.Scheduling;
using Cluster.Jobs;
using Cluster.Memory;

namespace Cluster.Coordinator.Ranks;

/// <summary>Partials of a rank on their way to rank 0: kept until the rank has done its part, or sent on where somebody keeps them.</summary>
/// <remarks>Any thread commits; the end is for the thread that runs the stage, afterwards.</remarks>
/// <param name="channel">To rank 0.</param>
/// <param name="plan">Of the job.</param>
/// <param name="output">Whose rows go along; null for a job without.</param>
/// <param name="order">Of the stage.</param>
/// <param name="receivedAt">When that came.</param>
internal sealed class PartWriter(RankChannel channel, ChunkPlan plan, StoredOutput? output, StageOrder order, long receivedAt) : ICommitLog
{
    // What is sent early is for a checkpoint: what a run loses that is killed.
    private static readonly long EarlyAfter = Stopwatch.Frequency / 10;

    // A message is at most 1 GiB, and memory for all partials of a long stage may be short.
    private const long MostBytes = 64 << 20;

    private readonly Lock _gate = new();
    private readonly List<int> _chunks = [];
    private readonly ArrayBufferWriter<byte> _partials = new();
    private long _sentAt = Stopwatch.GetTimestamp();

    public void Committed(int chunk, ReadOnlySpan<byte> partial)
    {
        lock (_gate)
        {
            _chunks.Add(chunk);
            Span<byte> head = stackalloc byte[2 * sizeof(int)];
            _ = BitConverter.TryWriteBytes(head, chunk);
            _ = BitConverter.TryWriteBytes(head[sizeof(int)..], partial.Length);
            _partials.Write(head);
            _partials.Write(partial);
            bool isDue = order.TakesEarly && Stopwatch.GetTimestamp() - _sentAt > EarlyAfter;
            if (isDue || _partials.WrittenCount > MostBytes) Send(isLast: false, []);
        }
    }

    /// <summary>Sends what is left, and says that the block is done.</summary>
    /// <param name="counters">What the job's counters hold in this rank; empty for a job that has none.</param>
    internal void End(long[] counters)
    {
        lock (_gate) Send(isLast: true, counters);
    }

    private void Send(bool isLast, long[] counters)
    {
        MemoryRange[] rows = output is null ? [] : [.. Runs().Select(Rows)];
        byte[] message = RankMessage.Compose(RankMessageKind.Part, channel.Rank, writer =>
        {
            writer.Write(order.Stage);
            writer.Write(isLast);
            writer.Write(receivedAt);
            writer.Write(counters.Length);
            foreach (long value in counters) writer.Write(value);
            writer.Write(_chunks.Count);
            writer.Write(_partials.WrittenSpan);
            // Last: what has come before it took its time.
            writer.Write(Stopwatch.GetTimestamp());
        });
        channel.Send(0, message, rows);
        _chunks.Clear();
        _partials.ResetWrittenCount();
        _sentAt = Stopwatch.GetTimestamp();
    }

    private IEnumerable<ChunkRange> Runs() => ChunkList.Runs(_chunks.Order());

    private MemoryRange Rows(ChunkRange run) => RowsOf(output!, plan, run);

    /// <summary>Neighbours' rows are neighbours.</summary>
    internal static MemoryRange RowsOf(StoredOutput output, ChunkPlan plan, ChunkRange run)
    {
        MemoryRange first = output.Of(plan[run.First]);
        return first with { Length = output.Of(plan[run.End - 1]).Address - first.Address + output.Of(plan[run.End - 1]).Length };
    }
}
