using System.Buffers;
using Cluster.Faults;
using Cluster.Framing;
using MessagePack;

namespace Cluster.Protocol.Messages;

/// <summary>
/// Worker → coordinator: an item for a queue of the program. <c>[call, task]</c>, then the item as one value; the frame's correlation id is the queue.
/// </summary>
/// <param name="Call">The number at this worker of the call that the item is from; 0 if it is from no task.</param>
/// <param name="Task">Within the call.</param>
internal readonly record struct QueueItem(long Call, int Task)
{
    internal static void Post(MessageChannel channel, long queue, QueueItem header, in ReadOnlySequence<byte> item) =>
        channel.Post(MessageKind.QueueItem, (ulong)queue, (header, item), static (output, content) =>
        {
            var writer = new MessagePackWriter(output);
            writer.WriteArrayHeader(2);
            writer.Write(content.header.Call);
            writer.Write(content.header.Task);
            writer.Flush();
            foreach (ReadOnlyMemory<byte> part in content.item) output.Write(part.Span);
        });

    /// <summary>The header; <paramref name="item"/> lies in the frame.</summary>
    /// <exception cref="FaultException">The worker broke the protocol.</exception>
    internal static QueueItem Read(in Frame frame, out ReadOnlySequence<byte> item)
    {
        try
        {
            var reader = new MessagePackReader(frame.Body);
            MessageCodec.Expect(ref reader, 2);
            var header = new QueueItem(reader.ReadInt64(), reader.ReadInt32());
            item = frame.Body.Slice(reader.Consumed);
            return header;
        }
        catch (Exception ex) when (ex is MessagePackSerializationException or EndOfStreamException or OverflowException)
        {
            throw new FaultException(FaultCode.ProtocolViolation, $"QueueItem: {ex.Message}", ex);
        }
    }
}
