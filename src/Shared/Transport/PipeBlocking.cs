using System.Buffers;
using System.IO.Pipelines;

namespace Cluster.Transport;

/// <summary>Uses any pipe from a thread that has nothing else to do than wait for it.</summary>
/// <remarks>
/// Over a blocking connection every task is complete when it is returned, and nothing here waits. Over another one the thread waits for the
/// task; protocol threads are dedicated, so no thread of the pool is held.
/// </remarks>
internal static class PipeBlocking
{
    internal static ReadResult Read(this PipeReader reader)
    {
        ValueTask<ReadResult> read = reader.ReadAsync();
        return read.IsCompletedSuccessfully ? read.Result : read.AsTask().GetAwaiter().GetResult();
    }

    internal static void Flush(this PipeWriter writer)
    {
        if (writer is BlockingPipeWriter blocking)
        {
            blocking.Flush();
            return;
        }

        ValueTask<FlushResult> flush = writer.FlushAsync();
        if (!flush.IsCompletedSuccessfully) flush.AsTask().GetAwaiter().GetResult();
    }

    /// <summary>Fills <paramref name="destination"/>; with no copy in between where the reader can.</summary>
    /// <exception cref="EndOfStreamException">The connection ended before that.</exception>
    internal static void ReadExactly(this PipeReader reader, Span<byte> destination)
    {
        if (reader is IBulkReader bulk)
        {
            bulk.ReadExactly(destination);
            return;
        }

        while (!destination.IsEmpty)
        {
            ReadResult read = reader.Read();
            ReadOnlySequence<byte> part = read.Buffer.Slice(0, Math.Min(read.Buffer.Length, destination.Length));
            part.CopyTo(destination);
            destination = destination[(int)part.Length..];
            bool ended = read.IsCompleted && part.End.Equals(read.Buffer.End);
            reader.AdvanceTo(part.End);
            if (ended && !destination.IsEmpty) throw new EndOfStreamException("the connection ended inside a frame");
        }
    }

    /// <summary>Sends what is buffered and then <paramref name="source"/>; with no copy in between where the writer can.</summary>
    internal static void WriteThrough(this PipeWriter writer, ReadOnlySpan<byte> source)
    {
        if (writer is IBulkWriter bulk)
        {
            bulk.WriteThrough(source);
            return;
        }

        writer.Write(source);
        writer.Flush();
    }
}
