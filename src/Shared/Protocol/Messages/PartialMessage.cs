using System.Buffers;
using Cluster.Faults;
using Cluster.Framing;
using MessagePack;

namespace Cluster.Protocol.Messages;

/// <summary>Worker → coordinator: what one chunk yielded. <c>[chunk, bin]</c></summary>
/// <remarks>No record: the bytes are written from, and handed over as, a span, without an object in between.</remarks>
internal static class PartialMessage
{
    internal static void Post(MessageChannel channel, int chunk, ReadOnlySpan<byte> partial) =>
        channel.Post(MessageKind.Partial, 0, new Content(chunk, partial), static (output, content) =>
        {
            var writer = new MessagePackWriter(output);
            writer.WriteArrayHeader(2);
            writer.Write(content.Chunk);
            writer.Write(content.Bytes);
            writer.Flush();
        });

    /// <summary>The chunk and its bytes, which lie in the frame.</summary>
    internal static int Read(in Frame frame, out ReadOnlySequence<byte> partial)
    {
        try
        {
            var reader = new MessagePackReader(frame.Body);
            MessageCodec.Expect(ref reader, 2);
            int chunk = reader.ReadInt32();
            partial = reader.ReadBytes() ?? default;
            return reader.End ? chunk : throw new MessagePackSerializationException("bytes after the message");
        }
        catch (Exception ex) when (ex is MessagePackSerializationException or EndOfStreamException or OverflowException)
        {
            throw new FaultException(FaultCode.ProtocolViolation, $"Partial: {ex.Message}", ex);
        }
    }

    private readonly ref struct Content(int chunk, ReadOnlySpan<byte> bytes)
    {
        public int Chunk { get; } = chunk;

        public ReadOnlySpan<byte> Bytes { get; } = bytes;
    }
}
