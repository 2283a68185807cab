using MessagePack;

namespace Cluster.Protocol.Messages;

/// <summary>Coordinator → worker: a function that calls will name by number. <c>[id, bin]</c></summary>
/// <param name="Id">Of the function, in the coordinator.</param>
/// <param name="Reference">Which method it is.</param>
internal sealed record DefineFunction(int Id, byte[] Reference) : IMessage<DefineFunction>
{
    public static MessageKind Kind => MessageKind.DefineFunction;

    public void Write(ref MessagePackWriter writer)
    {
        writer.WriteArrayHeader(2);
        writer.Write(Id);
        writer.Write(Reference);
    }

    public static DefineFunction Read(ref MessagePackReader reader)
    {
        MessageCodec.Expect(ref reader, 2);
        return new DefineFunction(reader.ReadInt32(), reader.ReadBytes() is { } bytes ? System.Buffers.BuffersExtensions.ToArray(bytes) : []);
    }
}
