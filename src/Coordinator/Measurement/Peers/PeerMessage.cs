using System.Buffers;
using System.Buffers.Binary;
using Cluster.Faults;
using Cluster.Framing;
using Cluster.Protocol;

namespace Cluster.Coordinator.Measurement.Peers;

/// <summary>
/// What coordinator and peer say to each other. Frames as everywhere; kinds of their own, so that no worker mistakes them for its own.
/// </summary>
/// <remarks>
/// <code>
///  Echo     → any body                       ← the same                                  latency
///  Prepare  → bytes                          ←                                           memory that Sink and Source go round in
///  Sink     → bulk                                                                       to the peer
///  Source   → frames, bytes of each          ← Sink, bulk … (× frames)                   from the peer
///  Expect   → acknowledged?                                                              what to do with numbers from now on
///  Number   → a number                       ← Done: how many since the last             channels
///  Report   →                                ← bytes, numbers, their sum, CPU ticks      everything before it has been dealt with
/// </code>
/// Fields are 64-bit little-endian numbers. Both programs are the same file, so nothing here needs a version.
/// </remarks>
internal static class PeerMessage
{
    internal const MessageKind Echo = (MessageKind)1000;
    internal const MessageKind Prepare = (MessageKind)1001;
    internal const MessageKind Sink = (MessageKind)1002;
    internal const MessageKind Source = (MessageKind)1003;
    internal const MessageKind Number = (MessageKind)1004;
    internal const MessageKind Done = (MessageKind)1005;
    internal const MessageKind Expect = (MessageKind)1006;
    internal const MessageKind Report = (MessageKind)1007;

    /// <summary>Appends a message of <paramref name="fields"/>.</summary>
    internal static void Post(MessageChannel channel, MessageKind kind, params ReadOnlySpan<long> fields) =>
        channel.Post(kind, 0, fields, static (output, values) =>
        {
            Span<byte> body = output.GetSpan(values.Length * sizeof(long));
            for (int i = 0; i < values.Length; i++) BinaryPrimitives.WriteInt64LittleEndian(body[(i * sizeof(long))..], values[i]);
            output.Advance(values.Length * sizeof(long));
        });

    /// <exception cref="FaultException">There are fewer fields than asked for.</exception>
    internal static long[] Fields(in Frame frame, int count)
    {
        if (frame.Body.Length != count * sizeof(long))
            throw new FaultException(FaultCode.ProtocolViolation, $"a message of kind {frame.Header.Kind} has {frame.Body.Length} bytes");
        long[] fields = new long[count];
        byte[] body = frame.Body.ToArray();
        for (int i = 0; i < count; i++) fields[i] = BinaryPrimitives.ReadInt64LittleEndian(body.AsSpan(i * sizeof(long)));
        return fields;
    }
}
