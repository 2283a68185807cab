using System.Buffers;
using Cluster.Faults;
using Cluster.Framing;
using MessagePack;

namespace Cluster.Protocol.Messages;

/// <summary>Worker → coordinator: what one chunk yielded, and what it counted in a copy of its own. <c>[chunk, bin, bin or nil]</c></summary>
/// <remarks>No record: the bytes are written from, and handed over as, a span, without an object in between.</remarks>
internal static class PartialMessage
{
    internal static void Post(MessageChannel channel, int chunk, ReadOnlySpan<byte> partial, ReadOnlySpan<byte> counted = default) =>
        channel.Post(MessageKind.Partial, 0, new Content(chunk, partial, counted), static (output, content) =>
        {
            var writer = new MessagePackWriter(output);
            writer.WriteArrayHeader(3);
            writer.Write(content.Chunk);
            writer.Write(content.Bytes);
            if (content.Counted.IsEmpty) writer.WriteNil();
            else writer.Write(content.Counted);
            writer.Flush();
        });

    /// <summary>The chunk, its bytes and its counts, which lie in the frame.</summary>
    internal static int Read(in Frame frame, out ReadOnlySequence<byte> partial, out ReadOnlySequence<byte> counted)
    {
        try
        {
            var reader = new MessagePackReader(frame.Body);
            MessageCodec.Expect(ref reader, 3);
            int chunk = reader.ReadInt32();
            partial = reader.ReadBytes() ?? default;
            counted = reader.ReadBytes() ?? default;
            return reader.End ? chunk : throw new MessagePackSerializationException("bytes after the message");
        }
        catch (Exception ex) when (ex is MessagePackSerializationException or EndOfStreamException or OverflowException)
        {
            throw new FaultException(FaultCode.ProtocolViolation, $"Partial: {ex.Message}", ex);
        }
    }

    private readonly ref struct Content(int chunk, ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> counted)
    {
        public int Chunk { get; } = chunk;

        public ReadOnlySpan<byte> Bytes { get; } = bytes;

        public ReadOnlySpan<byte> Counted { get; } = counted;
    }
}
