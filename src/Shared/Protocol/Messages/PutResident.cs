using System.Buffers;
using MessagePack;

namespace Cluster.Protocol.Messages;

/// <summary>Coordinator → worker: a value that calls will name by number. <c>[id, bin]</c></summary>
/// <param name="Id">Of the value, in the coordinator.</param>
/// <param name="Value">As it travels.</param>
internal sealed record PutResident(long Id, ReadOnlyMemory<byte> Value) : IMessage<PutResident>
{
    public static MessageKind Kind => MessageKind.PutResident;

    public void Write(ref MessagePackWriter writer)
    {
        writer.WriteArrayHeader(2);
        writer.Write(Id);
        writer.Write(Value.Span);
    }

    public static PutResident Read(ref MessagePackReader reader)
    {
        MessageCodec.Expect(ref reader, 2);
        return new PutResident(reader.ReadInt64(), reader.ReadBytes() is { } bytes ? bytes.ToArray() : ReadOnlyMemory<byte>.Empty);
    }
}
