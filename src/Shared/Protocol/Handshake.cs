using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using Cluster.Faults;
using Cluster.Framing;

namespace Cluster.Protocol;

/// <summary>Shows both peers that the other is who it should be, before anything else is said.</summary>
/// <remarks>
/// Both know a token that was made for this start and went through the worker's standard input. Neither sends it: each proves that it knows it with a keyed
/// hash over random numbers of both sides, so what goes over the connection is of no use to anybody, at no other time. The bodies are fixed and no
/// MessagePack: nothing of variable length is read from a stranger.
/// <code>
///            0       4         6          8            12         28      60      92
///  Hello     | magic | version | reserved | process id | build id | nonce |
///  Welcome   | magic | version | reserved | process id | build id | nonce | proof |
///  Proof     | proof |
/// </code>
/// </remarks>
internal static class Handshake
{
    private const uint Magic = 0x31574C43; // "CLW1"
    private const int NonceSize = HandshakeProof.NonceSize;
    private const int HelloSize = 28 + NonceSize;
    private const int WelcomeSize = HelloSize + HandshakeProof.Size;

    /// <summary>The worker's side: asks the coordinator to prove itself, then proves itself.</summary>
    internal static void Greet(MessageChannel channel, WorkerStart start)
    {
        byte[] mine = RandomNumberGenerator.GetBytes(NonceSize);
        Send(channel, MessageKind.Hello, Introduction(mine, proof: []));
        Span<byte> welcome = stackalloc byte[WelcomeSize];
        Receive(channel, MessageKind.Welcome, welcome, "coordinator");
        CheckBuild(welcome, "coordinator", "worker");
        byte[] theirs = welcome.Slice(28, NonceSize).ToArray();
        var proof = new HandshakeProof(start.Token);
        if (!proof.IsOfCoordinator(welcome[HelloSize..], mine, theirs)) throw Stranger("coordinator");
        Send(channel, MessageKind.Proof, proof.OfWorker(theirs, mine));
        channel.Limits = FrameLimits.Session;
    }

    /// <summary>The coordinator's side: asks the worker to prove itself, and proves itself.</summary>
    internal static void Accept(MessageChannel channel, WorkerStart start)
    {
        Span<byte> hello = stackalloc byte[HelloSize];
        Receive(channel, MessageKind.Hello, hello, "worker");
        CheckBuild(hello, "worker", "coordinator");
        byte[] theirs = hello.Slice(28, NonceSize).ToArray(), mine = RandomNumberGenerator.GetBytes(NonceSize);
        var proof = new HandshakeProof(start.Token);
        Send(channel, MessageKind.Welcome, Introduction(mine, proof.OfCoordinator(theirs, mine)));
        Span<byte> answer = stackalloc byte[HandshakeProof.Size];
        Receive(channel, MessageKind.Proof, answer, "worker");
        if (!proof.IsOfWorker(answer, mine, theirs)) throw Stranger("worker");
        channel.Limits = FrameLimits.Session;
    }

    private static byte[] Introduction(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> proof)
    {
        byte[] body = new byte[HelloSize + proof.Length];
        BinaryPrimitives.WriteUInt32LittleEndian(body, Magic);
        BinaryPrimitives.WriteUInt16LittleEndian(body.AsSpan(4), ProtocolVersion.Current);
        BinaryPrimitives.WriteInt32LittleEndian(body.AsSpan(8), Environment.ProcessId);
        ProtocolVersion.BuildId.TryWriteBytes(body.AsSpan(12));
        nonce.CopyTo(body.AsSpan(28));
        proof.CopyTo(body.AsSpan(HelloSize));
        return body;
    }

    private static void Send(MessageChannel channel, MessageKind kind, byte[] body)
    {
        channel.Post(kind, 0, body, static (output, bytes) =>
        {
            bytes.CopyTo(output.GetSpan(bytes.Length));
            output.Advance(bytes.Length);
        });
        channel.Flush();
    }

    private static void Receive(MessageChannel channel, MessageKind kind, Span<byte> body, string peer)
    {
        // Nobody has been refused by then: a process that is killed between its connection and its first words ends like this.
        if (!channel.Receive(out Frame frame)) throw new FaultException(FaultCode.TruncatedFrame, $"the {peer} closed the connection before its {kind}");
        if (frame.Header.Kind != (ushort)kind || frame.Body.Length != body.Length) throw Rejected($"the {peer} sent something else than its {kind}");
        frame.Body.CopyTo(body);
    }

    // Before the proofs: after an update of one half, that is what the user needs to read.
    private static void CheckBuild(ReadOnlySpan<byte> body, string peer, string self)
    {
        if (BinaryPrimitives.ReadUInt32LittleEndian(body) != Magic) throw Rejected($"the {peer} does not speak this protocol");
        ushort version = BinaryPrimitives.ReadUInt16LittleEndian(body[4..]);
        var build = new Guid(body.Slice(12, 16));
        if (version == ProtocolVersion.Current && build == ProtocolVersion.BuildId) return;
        throw Rejected(
            $"{peer} has protocol {version} build {build:n}, {self} has protocol {ProtocolVersion.Current} build {ProtocolVersion.BuildId:n}; install both from one build");
    }

    private static FaultException Stranger(string peer) => Rejected($"the {peer} does not know the token of this start");

    private static FaultException Rejected(string why) => new(FaultCode.HandshakeRejected, why);
}
