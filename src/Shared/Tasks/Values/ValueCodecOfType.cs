using MessagePack;

namespace Cluster.Tasks.Values;

/// <summary>The codec of a type for those who know it at run time only.</summary>
internal sealed class ValueCodec<T> : ValueCodec
{
    internal override void Write(ref MessagePackWriter writer, object? value, ValueScope scope) => Write(ref writer, (T)value!, scope);

    internal override object? Read(ref MessagePackReader reader, ValueScope scope) => Read<T>(ref reader, scope);
}
