using MessagePack;

namespace Cluster.Tasks.Values.Formatters;

/// <summary>Memory of this process; arrives in an array of its own.</summary>
internal sealed class MemoryFormatter<T> : ValueFormatter<Memory<T>>
{
    internal override void Write(ref MessagePackWriter writer, Memory<T> value, ValueScope scope) => ElementBlock<T>.Write(ref writer, value.Span, scope);

    internal override Memory<T> Read(ref MessagePackReader reader, ValueScope scope) => ElementBlock<T>.Read(ref reader, scope);
}
