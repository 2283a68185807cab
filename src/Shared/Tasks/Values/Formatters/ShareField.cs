using Cluster.Memory;
using Cluster.Protocol.Messages;
using Cluster.Sharing;
using MessagePack;

namespace Cluster.Tasks.Values.Formatters;

/// <summary>A shared thing's block inside of a value: <c>id, segment</c>.</summary>
internal static class ShareField
{
    /// <exception cref="ObjectDisposedException">The thing is disposed.</exception>
    internal static void Write(ref MessagePackWriter writer, SharedBlock block, ValueScope scope)
    {
        scope.Hold(block);
        writer.Write(block.Id);
        SegmentField.Write(ref writer, block.Handle);
    }

    /// <param name="reader">Before the field.</param>
    /// <param name="scope">Finds or maps the block.</param>
    /// <param name="writable">Whether the type allows to write.</param>
    /// <param name="least">Bytes of data that the thing needs.</param>
    internal static SharedReference Read(ref MessagePackReader reader, ValueScope scope, bool writable, long least)
    {
        ulong id = reader.ReadUInt64();
        SegmentHandle handle = SegmentField.Read(ref reader) ?? throw new MessagePackSerializationException("nil in place of a segment");
        SharedReference reference = scope.Open(id, handle, writable);
        if (reference.Block.Length >= least) return reference;
        reference.Dispose();
        throw new MessagePackSerializationException($"{handle.Length:N0} bytes of shared memory are too few");
    }
}
