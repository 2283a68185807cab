
using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using Cluster.Faults;
using Cluster.Framing;

namespace Cluster.Protocol;

/// <summary>Shows both peers that the other is who it should be, before anything else is said.</summary>
/// <remarks>
/// Hello and Welcome have the same fixed body, which is no MessagePack: nothing of variable length is read from a stranger. Each token is
/// used once and goes one way, so what one side shows cannot be used to pass for the other.
/// <code>
///  0       4         6         8            12         28        60
///  | magic | version | reserved | process id | build id | token |
/// </code>
/// </remarks>
internal static class Handshake
{
    private const uint Magic = 0x31574C43; // "CLW1"
    private const int BodySize = 60;

    /// <summary>The worker's side: shows its token, and checks the coordinator's.</summary>
    internal static void Greet(MessageChannel channel, WorkerStart start)
    {
        Send(channel, MessageKind.Hello, start.WorkerToken);
        Check(channel, MessageKind.Welcome, start.CoordinatorToken, "coordinator", "worker");
        channel.Limits = FrameLimits.Session;
    }

    /// <summary>The coordinator's side: checks the worker's token, then shows its own.</summary>
    internal static void Accept(MessageChannel channel, WorkerStart start)
    {
        Check(channel, MessageKind.Hello, start.WorkerToken, "worker", "coordinator");
        Send(channel, MessageKind.Welcome, start.CoordinatorToken);
        channel.Limits = FrameLimits.Session;
    }

    private static void Send(MessageChannel channel, MessageKind kind, byte[] token)
    {
        channel.Post(kind, 0, token, static (output, secret) =>
        {
            Span<byte> body = output.GetSpan(BodySize)[..BodySize];
            BinaryPrimitives.WriteUInt32LittleEndian(body, Magic);
            BinaryPrimitives.WriteUInt16LittleEndian(body[4..], ProtocolVersion.Current);
            BinaryPrimitives.WriteUInt16LittleEndian(body[6..], 0);
            BinaryPrimitives.WriteInt32LittleEndian(body[8..], Environment.ProcessId);
            ProtocolVersion.BuildId.TryWriteBytes(body[12..]);
            secret.CopyTo(body[28..]);
            output.Advance(BodySize);
        });
        channel.Flush();
    }

    private static void Check(MessageChannel channel, MessageKind kind, byte[] token, string peer, string self)
    {
        // Nobody has been refused by then: a process that is killed between its connection and its first words ends like this.
        if (!channel.Receive(out Frame frame)) throw new FaultException(FaultCode.TruncatedFrame, $"the {peer} closed the connection before its {kind}");
        if (frame.Header.Kind != (ushort)kind || frame.Body.Length != BodySize) throw Rejected($"the {peer} did not begin with a {kind}");

        Span<byte> body = stackalloc byte[BodySize];
        frame.Body.CopyTo(body);
        if (BinaryPrimitives.ReadUInt32LittleEndian(body) != Magic) throw Rejected($"the {peer} does not speak this protocol");

        // Version and build first: after an update of one half, that is what the user needs to read.
        ushort version = BinaryPrimitives.ReadUInt16LittleEndian(body[4..]);
        var build = new Guid(body.Slice(12, 16));
        if (version != ProtocolVersion.Current || build != ProtocolVersion.BuildId)
            throw Rejected($"{peer} has protocol {version} build {build:n}, {self} has protocol {ProtocolVersion.Current} build {ProtocolVersion.BuildId:n}; install both from one build");
        if (!EqualInFixedTime(body[28..], token)) throw Rejected($"the {peer} does not know the token of this start");
    }

    // The framework's own comparison lives in an assembly that a worker needs for nothing else, at a millisecond per start.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.NoOptimization)]
    private static bool EqualInFixedTime(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        if (left.Length != right.Length) return false;
        int difference = 0;
        for (int i = 0; i < left.Length; i++) difference |= left[i] ^ right[i];
        return difference == 0;
    }

    private static FaultException Rejected(string why) => new(FaultCode.HandshakeRejected, why);
}
