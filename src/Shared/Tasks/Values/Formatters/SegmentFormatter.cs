using MessagePack;

namespace Cluster.Tasks.Values.Formatters;

/// <summary>Part of an array, without the rest of it; arrives in an array of its own.</summary>
internal sealed class SegmentFormatter<T> : ValueFormatter<ArraySegment<T>>
{
    internal override void Write(ref MessagePackWriter writer, ArraySegment<T> value, ValueScope scope)
    {
        if (value.Array is null) writer.WriteNil();
        else ElementBlock<T>.Write(ref writer, value.AsSpan(), scope);
    }

    internal override ArraySegment<T> Read(ref MessagePackReader reader, ValueScope scope) =>
        reader.TryReadNil() ? default : new ArraySegment<T>(ElementBlock<T>.Read(ref reader, scope));
}
