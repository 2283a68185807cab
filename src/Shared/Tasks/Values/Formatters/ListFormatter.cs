using System.Runtime.InteropServices;
using MessagePack;

namespace Cluster.Tasks.Values.Formatters;

/// <summary>A list; its elements are written from where they are.</summary>
internal sealed class ListFormatter<T> : ValueFormatter<List<T>?>
{
    internal override void Write(ref MessagePackWriter writer, List<T>? value, ValueScope scope)
    {
        if (value is null) writer.WriteNil();
        else ElementBlock<T>.Write(ref writer, CollectionsMarshal.AsSpan(value), scope);
    }

    internal override List<T>? Read(ref MessagePackReader reader, ValueScope scope) =>
        reader.TryReadNil() ? null : ElementBlock<T>.ReadList(ref reader, scope);
}
