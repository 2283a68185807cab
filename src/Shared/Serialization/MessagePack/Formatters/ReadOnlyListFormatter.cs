namespace MessagePack.Formatters;

/// <summary>Whatever stands behind the interface, in the form of an array; read as an array.</summary>
internal sealed class ReadOnlyListFormatter<T> : IMessagePackFormatter<IReadOnlyList<T>?>
{
    private readonly ArrayFormatter<T> _array = new();

    public void Serialize(ref MessagePackWriter writer, IReadOnlyList<T>? value, MessagePackSerializerOptions options)
    {
        if (value == null)
        {
            writer.WriteNil();
            return;
        }

        IMessagePackFormatter<T> element = options.Formatter<T>();
        writer.WriteArrayHeader(value.Count);
        foreach (T item in value)
        {
            writer.CancellationToken.ThrowIfCancellationRequested();
            element.Serialize(ref writer, item, options);
        }
    }

    public IReadOnlyList<T>? Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options) =>
        _array.Deserialize(ref reader, options);
}
