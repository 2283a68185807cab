using MessagePack;

namespace Cluster.Protocol.Messages;

/// <summary>Worker → coordinator: how far a task is. <c>[call, task, fraction, text]</c></summary>
/// <param name="Call">The call's number at this worker.</param>
/// <param name="Task">Within the call.</param>
/// <param name="Fraction">As the task reckons.</param>
/// <param name="Text">Null for none.</param>
internal sealed record CallProgress(long Call, int Task, double Fraction, string? Text) : IMessage<CallProgress>
{
    public static MessageKind Kind => MessageKind.CallProgress;

    public void Write(ref MessagePackWriter writer)
    {
        writer.WriteArrayHeader(4);
        writer.Write(Call);
        writer.Write(Task);
        writer.Write(Fraction);
        writer.Write(Text);
    }

    public static CallProgress Read(ref MessagePackReader reader)
    {
        MessageCodec.Expect(ref reader, 4);
        return new CallProgress(reader.ReadInt64(), reader.ReadInt32(), reader.ReadDouble(), reader.ReadString());
    }
}
