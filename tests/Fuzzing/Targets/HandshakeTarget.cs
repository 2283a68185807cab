using Cluster.Faults;
using Cluster.Protocol;

namespace Cluster.Fuzzing.Targets;

/// <summary>What a stranger may say before it has shown that it is none, to either side.</summary>
/// <remarks>
/// The first byte of an input chooses the side, the second the size of the pieces. Beside the corpus, mutations begin with what both sides
/// of another start say: all of it is right but what only those of this start know.
/// </remarks>
internal sealed class HandshakeTarget : FuzzTarget
{
    private const byte ToCoordinator = 0;
    private const byte ToWorker = 1;
    private const byte Piece = 64;

    private readonly WorkerStart _start = Start.Of(0, secret: 1);

    public override string Name => "handshake";

    internal override Grammar Grammar => Grammar.Frames;

    internal override int Prefix => 2;

    internal override IReadOnlyList<byte[]> Seeds { get; } = [.. Corpus.Of("handshake"), .. OfAnotherStart()];

    // Nothing of variable length is read: what is longer than a hello is refused by its header.
    internal override long AllocationLimit(byte[] input) => 64 << 10;

    internal override Outcome Try(byte[] input)
    {
        if (input.Length < Prefix) return Outcome.Value(0);
        FaultException? refusal = Attempt(_start, input[0] & 1, input.AsMemory(Prefix), input[1], null);
        return refusal is not null ? Outcome.Of(refusal) : throw new InvalidOperationException("a stranger was taken for a friend");
    }

    // Null if the handshake succeeded.
    private static FaultException? Attempt(WorkerStart start, int side, ReadOnlyMemory<byte> said, int piece, Stream? answer)
    {
        MessageChannel channel = Wire.Channel(said, piece, answer);
        try
        {
            if (side == ToCoordinator) Handshake.Accept(channel, start);
            else Handshake.Greet(channel, start);
            return null;
        }
        catch (FaultException ex) when (ex.Code == FaultCode.HandshakeRejected || Sequences.Hostile.IsRefusal(ex))
        {
            return ex;
        }
    }

    private static IEnumerable<byte[]> OfAnotherStart()
    {
        WorkerStart other = Start.Of(0, secret: 2);
        using var hello = new MemoryStream();
        Attempt(other, ToWorker, default, Piece, hello);
        using var welcome = new MemoryStream();
        Attempt(other, ToCoordinator, hello.ToArray(), Piece, welcome);
        yield return [ToCoordinator, Piece, .. hello.ToArray()];
        // And whatever might come behind it.
        yield return [ToCoordinator, Piece, .. hello.ToArray(), .. welcome.ToArray()];
        yield return [ToCoordinator, Piece, .. hello.ToArray(), .. Sequences.Hostile.Frame((MessageKind)3, 0, new byte[32])];
        yield return [ToWorker, Piece, .. welcome.ToArray()];
    }
}
