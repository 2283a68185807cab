using Cluster.Memory;
using MessagePack;

namespace Cluster.Protocol.Messages;

/// <summary>A segment's handle inside a message: <c>[kind, process id, descriptor, path, length]</c>, or nil.</summary>
internal static class SegmentField
{
    internal static void Write(ref MessagePackWriter writer, SegmentHandle? segment)
    {
        if (segment is null)
        {
            writer.WriteNil();
            return;
        }

        writer.WriteArrayHeader(5);
        writer.Write((byte)segment.Kind);
        writer.Write(segment.ProcessId);
        writer.Write(segment.Descriptor);
        writer.Write(segment.Path);
        writer.Write(segment.Length);
    }

    internal static SegmentHandle? Read(ref MessagePackReader reader)
    {
        if (reader.TryReadNil()) return null;
        MessageCodec.Expect(ref reader, 5);
        var handle = new SegmentHandle((SegmentKind)reader.ReadByte(), reader.ReadInt32(), reader.ReadInt32(), reader.ReadString() ?? "", reader.ReadInt64());
        bool known = handle.Kind is SegmentKind.MemoryFile or SegmentKind.NamedFile or SegmentKind.OpenFile;
        return known && handle.Length >= 0 ? handle : throw new MessagePackSerializationException($"a segment of kind {(byte)handle.Kind}, {handle.Length} bytes");
    }
}
