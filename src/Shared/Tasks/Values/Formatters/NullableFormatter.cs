using MessagePack;

namespace Cluster.Tasks.Values.Formatters;

/// <summary>Nil or the value.</summary>
internal sealed class NullableFormatter<T> : ValueFormatter<T?>
    where T : struct
{
    internal override void Write(ref MessagePackWriter writer, T? value, ValueScope scope)
    {
        if (value is { } present) FormatterOf<T>.Instance.Write(ref writer, present, scope);
        else writer.WriteNil();
    }

    internal override T? Read(ref MessagePackReader reader, ValueScope scope) =>
        reader.TryReadNil() ? null : FormatterOf<T>.Instance.Read(ref reader, scope);
}
