using MessagePack;

namespace Cluster.Protocol.Messages;

/// <summary>Coordinator → worker: compute these consecutive chunks. Where data travels inline, their <see cref="MessageKind.ChunkData"/> follows.</summary>
internal readonly record struct MapBatch(int FirstChunk, int Count) : IMessage<MapBatch>
{
    public static MessageKind Kind => MessageKind.MapBatch;

    public void Write(ref MessagePackWriter writer)
    {
        writer.WriteArrayHeader(2);
        writer.Write(FirstChunk);
        writer.Write(Count);
    }

    public static MapBatch Read(ref MessagePackReader reader)
    {
        MessageCodec.Expect(ref reader, 2);
        return new MapBatch(reader.ReadInt32(), reader.ReadInt32());
    }
}
