using System.Buffers;
using MessagePack;

namespace Cluster.Protocol.Messages;

/// <summary>Coordinator → worker: batches from now on belong to this stage.</summary>
/// <param name="Stage">0 in the first stage of a repetition, which also starts the worker's phases anew.</param>
/// <param name="StartedAt">
/// The coordinator's clock at the start of the repetition, or of the worker if that is later; one clock serves all processes of a machine.
/// </param>
/// <param name="State">What <c>Map</c> gets as its state.</param>
/// <param name="TraceParent">The stage's W3C trace context, for a worker that is to tell its part in it (<see cref="StagePart"/>); null if nobody traces.</param>
internal sealed record BeginStage(int Stage, long StartedAt, ReadOnlyMemory<byte> State, string? TraceParent = null) : IMessage<BeginStage>
{
    public static MessageKind Kind => MessageKind.BeginStage;

    public void Write(ref MessagePackWriter writer)
    {
        writer.WriteArrayHeader(4);
        writer.Write(Stage);
        writer.Write(StartedAt);
        writer.Write(State.Span);
        writer.Write(TraceParent);
    }

    public static BeginStage Read(ref MessagePackReader reader)
    {
        MessageCodec.Expect(ref reader, 4);
        return new BeginStage(reader.ReadInt32(), reader.ReadInt64(), reader.ReadBytes()?.ToArray() ?? [], reader.ReadString());
    }
}
