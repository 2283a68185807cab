using System.Buffers;
using Cluster.DataPlane.Inline;
using Cluster.Faults;
using Cluster.Framing;
using Cluster.Memory;
using Cluster.Numerics;
using Cluster.Protocol;
using Cluster.Protocol.Messages;
using Cluster.Serialization;
using Cluster.Tasks.Values;
using MessagePack;

namespace Cluster.Fuzzing.Targets;

/// <summary>A stream of frames, each read as what its kind says: all that either side reads of the other.</summary>
/// <remarks>The first byte of an input is the size of the pieces in which it comes, the second the codec of chunks' data.</remarks>
internal sealed class FrameTarget : FuzzTarget
{
    private const int ChunkBytes = 256;

    private readonly NativeBuffer _chunk = new(ChunkBytes);

    public override string Name => "frames";

    internal override Grammar Grammar => Grammar.Frames;

    internal override int Prefix => 2;

    // A body of data that nobody wants is read through a buffer of 64 KiB.
    internal override long AllocationLimit(byte[] input) => (128 << 10) + (40L * input.Length);

    internal override Outcome Try(byte[] input)
    {
        if (input.Length < Prefix) return Outcome.Value(0);
        MessageChannel channel = Wire.Channel(input.AsMemory(Prefix), input[0]);
        if ((input[1] & 0x80) == 0) channel.Limits = FrameLimits.Session;
        return ReadAll(channel, CodecOf(input));
    }

    /// <summary>The codec that an input chooses.</summary>
    internal static ChunkCodec CodecOf(byte[] input) => (ChunkCodec)(1 + ((input[1] & 0x7f) % 3));

    /// <summary>Reads until the connection or the peer's right to it ends.</summary>
    internal Outcome ReadAll(MessageChannel channel, ChunkCodec codec)
    {
        int frames = 0;
        try
        {
            for (; channel.Receive(out Frame frame); frames++) Read(channel, codec, frame);
            return Outcome.Value(frames);
        }
        catch (FaultException ex) when (ex.Code is FaultCode.ProtocolViolation or FaultCode.FrameTooLong or FaultCode.TruncatedFrame)
        {
            return Outcome.Of(ex);
        }
        catch (ValueException ex)
        {
            return Outcome.Of(ex);
        }
    }

    public override void Dispose()
    {
        _chunk.Dispose();
        base.Dispose();
    }

    private void Read(MessageChannel channel, ChunkCodec codec, in Frame frame)
    {
        switch ((MessageKind)frame.Header.Kind)
        {
            case MessageKind.OpenJob: MessageCodec.Decode<OpenJob>(frame); break;
            case MessageKind.BeginStage: MessageCodec.Decode<BeginStage>(frame); break;
            case MessageKind.MapBatch: MessageCodec.Decode<MapBatch>(frame); break;
            case MessageKind.Partial: PartialMessage.Read(frame, out _, out _); break;
            case MessageKind.Fault: MessageCodec.Decode<FaultMessage>(frame); break;
            case MessageKind.PhaseReport: MessageCodec.Decode<PhaseReport>(frame); break;
            case MessageKind.Slices: MessageCodec.Decode<SlicesMessage>(frame); break;
            case MessageKind.StagePart: MessageCodec.Decode<StagePart>(frame); break;
            case MessageKind.AttachStatus: MessageCodec.Decode<AttachStatus>(frame); break;
            case MessageKind.AttachRings: MessageCodec.Decode<AttachRings>(frame); break;
            case MessageKind.RingsAttached: MessageCodec.Decode<RingsAttached>(frame); break;
            case MessageKind.AttachBoard: MessageCodec.Decode<AttachBoard>(frame); break;
            case MessageKind.DefineFunction: MessageCodec.Decode<DefineFunction>(frame); break;
            case MessageKind.PutResident: MessageCodec.Decode<PutResident>(frame); break;
            case MessageKind.CallProgress: MessageCodec.Decode<CallProgress>(frame); break;
            case MessageKind.RunCall: RunCall.Read(frame, out _); break;
            case MessageKind.CallResult: ReadEndings(frame); break;
            case MessageKind.QueueItem: ValueCodec.Read<string[]>(frame.Body, ValueScope.OfCoordinator(""), out _); break;
            case MessageKind.ChunkData or MessageKind.ChunkOutput:
                new InlineReceiver(channel, codec).Read(frame, ElementType.Float64, new MemoryRange(_chunk.Address, ChunkBytes), 0);
                break;
            default:
                if ((frame.Header.Flags & FrameFlags.Bulk) != 0) channel.SkipBulk(frame);
                break;
        }
    }

    private static void ReadEndings(in Frame frame)
    {
        CallResult result = CallResult.Read(frame, out ReadOnlySequence<byte> endings);
        try
        {
            var reader = new MessagePackReader(endings);
            for (int i = 0; i < result.Count && !reader.End; i++)
            {
                if ((TaskEnding)reader.ReadByte() == TaskEnding.Threw) ExceptionField.Read(ref reader);
                else reader.Skip();
            }
        }
        catch (Exception ex) when (ex is MessagePackSerializationException or EndOfStreamException or OverflowException)
        {
            throw new FaultException(FaultCode.ProtocolViolation, $"CallResult: {ex.Message}", ex);
        }
    }
}
