using System.Buffers.Binary;
using Cluster.Faults;
using Cluster.Framing;
using Cluster.Protocol;

namespace Cluster.Fuzzing.Sequences;

/// <summary>Messages that nobody may send in any state.</summary>
internal static class Hostile
{
    /// <summary>A frame of bytes that are its sender's choice.</summary>
    internal static byte[] Frame(MessageKind kind, ulong correlation, ReadOnlySpan<byte> body, ushort flags = 0, uint? length = null)
    {
        byte[] frame = new byte[FrameHeader.Size + body.Length];
        new FrameHeader(length ?? (uint)body.Length, (ushort)kind, flags, correlation).Write(frame);
        body.CopyTo(frame.AsSpan(FrameHeader.Size));
        return frame;
    }

    /// <summary>Whether something was refused as what breaks the protocol.</summary>
    internal static bool IsRefusal(Exception? failure) =>
        failure is FaultException { Code: FaultCode.ProtocolViolation or FaultCode.FrameTooLong or FaultCode.TruncatedFrame };

    /// <summary>What shows that something was not refused as it should have been.</summary>
    internal static InvalidOperationException Taken(ReadOnlySpan<byte> frame, Exception? failure) =>
        new($"what nobody may say was taken, or ended in something else: {Convert.ToHexStringLower(frame)}", failure);

    /// <summary>A frame that is refused whatever the state; <paramref name="others"/> are kinds that its receiver does not know.</summary>
    /// <param name="choices">Decide which.</param>
    /// <param name="others">Kinds that are for the other side.</param>
    /// <param name="bodies">Kinds that have a body which is an array.</param>
    /// <param name="ends">Whether the connection has to end behind it for its receiver to know.</param>
    internal static byte[] Any(Choices choices, IReadOnlyList<MessageKind> others, IReadOnlyList<MessageKind> bodies, out bool ends)
    {
        ends = false;
        MessageKind kind = bodies[choices.Next(bodies.Count)];
        switch (choices.Next(7))
        {
            case 0: return Frame(others[choices.Next(others.Count)], (ulong)choices.Border(), choices.Bytes(20));
            case 1: return Frame(kind, 1, [], length: FrameLimits.Session.MaxBodyLength + 1 + (uint)choices.Next(2));
            case 2: return Frame(kind, 1, [], length: uint.MaxValue);
            // Longer than any of them, then bytes behind it.
            case 3: return Frame(kind, 1, [0x9f, .. choices.Bytes(30)]);
            case 4: return Frame(kind, (ulong)choices.Border(), [0xc1, .. choices.Bytes(30)]);
            case 5:
                ends = true;
                byte[] whole = Frame(kind, 1, [0x93, 0, 1, 2, .. choices.Bytes(30)]);
                return whole[..(1 + choices.Next(whole.Length - 1))];
            default:
                byte[] body = [0x94, 0xdd, 0, 0, 0, 0];
                BinaryPrimitives.WriteUInt32BigEndian(body.AsSpan(2), uint.MaxValue - (uint)choices.Next(3));
                return Frame(kind, 1, body);
        }
    }
}
