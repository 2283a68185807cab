using MessagePack;

namespace Cluster.Tasks.Values.Formatters;

/// <summary>Memory of this process; arrives in an array of its own.</summary>
internal sealed class ReadOnlyMemoryFormatter<T> : ValueFormatter<ReadOnlyMemory<T>>
{
    internal override void Write(ref MessagePackWriter writer, ReadOnlyMemory<T> value, ValueScope scope) =>
        ElementBlock<T>.Write(ref writer, value.Span, scope);

    internal override ReadOnlyMemory<T> Read(ref MessagePackReader reader, ValueScope scope) => ElementBlock<T>.Read(ref reader, scope);
}
