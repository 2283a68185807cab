using MessagePack;

namespace Cluster.Tasks.Values.Formatters;

/// <summary>An array of one dimension.</summary>
internal sealed class ArrayFormatter<T> : ValueFormatter<T[]?>
{
    internal override void Write(ref MessagePackWriter writer, T[]? value, ValueScope scope)
    {
        if (value is null) writer.WriteNil();
        else ElementBlock<T>.Write(ref writer, value, scope);
    }

    internal override T[]? Read(ref MessagePackReader reader, ValueScope scope) => reader.TryReadNil() ? null : ElementBlock<T>.Read(ref reader, scope);
}
