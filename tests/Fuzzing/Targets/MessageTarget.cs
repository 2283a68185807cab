using System.Buffers;
using Cluster.Faults;
using Cluster.Protocol;
using Cluster.Protocol.Messages;

namespace Cluster.Fuzzing.Targets;

/// <summary>The body of one message: what is read of it is written to the same bytes again, however often.</summary>
/// <remarks>The first byte of an input chooses the message, the second the size of the pieces in which the body lies.</remarks>
internal sealed class MessageTarget : FuzzTarget
{
    private static readonly Func<ReadOnlySequence<byte>, int>[] Messages =
    [
        RoundTrip<OpenJob>, RoundTrip<BeginStage>, RoundTrip<MapBatch>, RoundTrip<FaultMessage>, RoundTrip<PhaseReport>,
        RoundTrip<SlicesMessage>,
        RoundTrip<StagePart>, RoundTrip<AttachStatus>, RoundTrip<DefineFunction>, RoundTrip<PutResident>, RoundTrip<CallProgress>,
        static body => PartialMessage.Read(Wire.FrameOf(body), out _, out _) & 0xff,
        static body => CallResult.Read(Wire.FrameOf(body), out _).Count & 0xff,
        static body => RunCall.Read(Wire.FrameOf(body), out _).Count & 0xff,
        RoundTrip<AttachRings>, RoundTrip<RingsAttached>, RoundTripOfBoard,
    ];

    public override string Name => "messages";

    internal override int Prefix => 2;

    internal override Outcome Try(byte[] input)
    {
        if (input.Length < Prefix) return Outcome.Value(0);
        int message = input[0] % Messages.Length;
        try
        {
            return Outcome.Value(1L << Messages[message](Wire.Cut(input.AsMemory(Prefix), input[1] % 16)) % 60);
        }
        catch (FaultException ex) when (ex.Code == FaultCode.ProtocolViolation)
        {
            return Outcome.Of(ex);
        }
    }

    // Where its parts would be is reckoned from what it says, before anything is mapped.
    private static int RoundTripOfBoard(ReadOnlySequence<byte> body)
    {
        int length = RoundTrip<AttachBoard>(body);
        AttachBoard board = MessageCodec.Decode<AttachBoard>(Wire.FrameOf(body));
        foreach (int chunks in new[] { 0, 1, 20, HandOut.BlockWord.MostChunks })
            if (board.LayoutFor(chunks) is { } layout && layout.Length != board.Segment.Length) throw new InvalidOperationException("a board of another length");
        return length;
    }

    private static int RoundTrip<T>(ReadOnlySequence<byte> body)
        where T : IMessage<T>
    {
        byte[] once = Encode(MessageCodec.Decode<T>(Wire.FrameOf(body)));
        byte[] twice = Encode(MessageCodec.Decode<T>(Wire.FrameOf(new ReadOnlySequence<byte>(once))));
        return once.AsSpan().SequenceEqual(twice)
            ? once.Length
            : throw new InvalidOperationException($"{T.Kind}: what was read is written in two ways");
    }

    private static byte[] Encode<T>(T message)
        where T : IMessage<T>
    {
        var output = new ArrayBufferWriter<byte>(64);
        MessageCodec.Encode(output, message);
        return output.WrittenSpan.ToArray();
    }
}
