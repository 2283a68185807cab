using System.Buffers;
using Cluster.Faults;
using Cluster.Framing;
using MessagePack;

namespace Cluster.Protocol.Messages;

/// <summary>
/// Worker → coordinator: what became of some tasks of a call. <c>[first, count, ticks]</c>, then for each task its <see cref="TaskEnding"/> and the
/// value or the <see cref="ExceptionField"/> that belongs to it; the frame's correlation id is the call's number.
/// </summary>
/// <param name="First">The first task, counted from 0 within the call.</param>
/// <param name="Count">Tasks.</param>
/// <param name="Ticks">Time that they took, of <see cref="System.Diagnostics.Stopwatch"/>.</param>
internal readonly record struct CallResult(int First, int Count, long Ticks)
{
    internal static void Post(MessageChannel channel, long call, in CallResult header, ReadOnlySpan<byte> endings) =>
        channel.Post(MessageKind.CallResult, (ulong)call, new Content(header, endings), static (output, content) =>
        {
            var writer = new MessagePackWriter(output);
            writer.WriteArrayHeader(3);
            writer.Write(content.Header.First);
            writer.Write(content.Header.Count);
            writer.Write(content.Header.Ticks);
            writer.Flush();
            output.Write(content.Endings);
        });

    /// <summary>The header; <paramref name="endings"/> lie in the frame.</summary>
    internal static CallResult Read(in Frame frame, out ReadOnlySequence<byte> endings)
    {
        try
        {
            var reader = new MessagePackReader(frame.Body);
            MessageCodec.Expect(ref reader, 3);
            var header = new CallResult(reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt64());
            endings = frame.Body.Slice(reader.Consumed);
            return header;
        }
        catch (Exception ex) when (ex is MessagePackSerializationException or EndOfStreamException or OverflowException)
        {
            throw new FaultException(FaultCode.ProtocolViolation, $"CallResult: {ex.Message}", ex);
        }
    }

    private readonly ref struct Content(CallResult header, ReadOnlySpan<byte> endings)
    {
        public CallResult Header { get; } = header;

        public ReadOnlySpan<byte> Endings { get; } = endings;
    }
}
