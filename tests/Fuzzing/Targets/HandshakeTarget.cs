using Cluster.Faults;
using Cluster.Protocol;

namespace Cluster.Fuzzing.Targets;

/// <summary>What a stranger may say before it has shown that it is none, to either side.</summary>
/// <remarks>The first byte of an input chooses the side, the second the size of the pieces.</remarks>
internal sealed class HandshakeTarget : FuzzTarget
{
    private readonly WorkerStart _start = new(1, 0, 4096, Secret(1), Secret(2), "/none");

    public override string Name => "handshake";

    internal override Grammar Grammar => Grammar.Frames;

    internal override int Prefix => 2;

    // Nothing of variable length is read: what is longer than a hello is refused by its header.
    internal override long AllocationLimit(byte[] input) => 64 << 10;

    internal override Outcome Try(byte[] input)
    {
        if (input.Length < Prefix) return Outcome.Value(0);
        MessageChannel channel = Wire.Channel(input.AsMemory(Prefix), input[1]);
        try
        {
            if ((input[0] & 1) == 0) Handshake.Accept(channel, _start);
            else Handshake.Greet(channel, _start);
        }
        catch (FaultException ex) when (ex.Code is FaultCode.HandshakeRejected or FaultCode.ProtocolViolation or FaultCode.FrameTooLong or FaultCode.TruncatedFrame)
        {
            return Outcome.Of(ex);
        }

        throw new InvalidOperationException("a stranger was taken for a friend");
    }

    // No byte of the corpus comes near.
    private static byte[] Secret(byte seed) => System.Security.Cryptography.SHA256.HashData([seed, 0x5a, 0xc3]);
}
