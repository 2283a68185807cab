namespace MessagePack.Formatters;

/// <summary>Nil or the value.</summary>
internal sealed class NullableFormatter<T> : IMessagePackFormatter<T?>
    where T : struct
{
    public void Serialize(ref MessagePackWriter writer, T? value, MessagePackSerializerOptions options)
    {
        if (value is { } present) options.Formatter<T>().Serialize(ref writer, present, options);
        else writer.WriteNil();
    }

    public T? Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options) =>
        reader.TryReadNil() ? null : options.Formatter<T>().Deserialize(ref reader, options);
}
