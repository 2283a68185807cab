using System.Buffers;
using Cluster.Diagnostics;
using Cluster.Faults;
using Cluster.Framing;
using MessagePack;

namespace Cluster.Protocol.Messages;

/// <summary>
/// Coordinator → worker: run a function on each of some tuples of arguments. <c>[function, count, {place: attempt}, trace]</c>, then the arguments one
/// after the other; the frame's correlation id is the call's number at this worker.
/// </summary>
/// <param name="Function">Its number.</param>
/// <param name="Count">Tasks; at least 1.</param>
/// <param name="Retried">Tasks that have been begun before, by their places, and which attempt this is. Null for none.</param>
/// <param name="Trace">What the tasks belong to, as <see cref="TraceContext"/> writes it; null where nobody traces.</param>
internal readonly record struct RunCall(int Function, int Count, IReadOnlyList<(int Place, int Attempt)>? Retried, byte[]? Trace)
{
    internal static void Post(MessageChannel channel, long call, in RunCall header, ReadOnlySpan<byte> arguments) =>
        channel.Post(MessageKind.RunCall, (ulong)call, new Content(header, arguments), static (output, content) =>
        {
            var writer = new MessagePackWriter(output);
            writer.WriteArrayHeader(4);
            writer.Write(content.Header.Function);
            writer.Write(content.Header.Count);
            writer.WriteMapHeader(content.Header.Retried?.Count ?? 0);
            foreach ((int place, int attempt) in content.Header.Retried ?? [])
            {
                writer.Write(place);
                writer.Write(attempt);
            }

            if (content.Header.Trace is { } trace) writer.Write(trace);
            else writer.WriteNil();
            writer.Flush();
            output.Write(content.Arguments);
        });

    /// <summary>The header; <paramref name="arguments"/> lie in the frame.</summary>
    internal static RunCall Read(in Frame frame, out ReadOnlySequence<byte> arguments)
    {
        try
        {
            var reader = new MessagePackReader(frame.Body);
            MessageCodec.Expect(ref reader, 4);
            var header = new RunCall(reader.ReadInt32(), reader.ReadInt32(), ReadRetried(ref reader), ReadTrace(ref reader));
            arguments = frame.Body.Slice(reader.Consumed);
            return header.Count > 0 ? header : throw new MessagePackSerializationException("no tasks");
        }
        catch (Exception ex) when (ex is MessagePackSerializationException or EndOfStreamException or OverflowException)
        {
            throw new FaultException(FaultCode.ProtocolViolation, $"RunCall: {ex.Message}", ex);
        }
    }

    /// <summary>Which attempt at the task at a place this is; 1 for the first.</summary>
    internal int AttemptAt(int place)
    {
        foreach ((int retried, int attempt) in Retried ?? [])
            if (retried == place) return attempt;
        return 1;
    }

    private static (int Place, int Attempt)[]? ReadRetried(ref MessagePackReader reader)
    {
        int count = reader.ReadMapHeader();
        if (count == 0) return null;
        var retried = new (int Place, int Attempt)[count];
        for (int i = 0; i < count; i++) retried[i] = (reader.ReadInt32(), reader.ReadInt32());
        return retried;
    }

    private static byte[]? ReadTrace(ref MessagePackReader reader)
    {
        if (reader.TryReadNil()) return null;
        byte[] trace = reader.ReadBytes() is { } bytes ? bytes.ToArray() : [];
        return TraceContext.IsPossible(trace) ? trace : throw new MessagePackSerializationException("a trace context that is none");
    }

    private readonly ref struct Content(RunCall header, ReadOnlySpan<byte> arguments)
    {
        public RunCall Header { get; } = header;

        public ReadOnlySpan<byte> Arguments { get; } = arguments;
    }
}
