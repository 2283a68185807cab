namespace MessagePack.Formatters;

/// <summary>Whatever stands behind the interface, in the form of a map; read as a dictionary.</summary>
internal sealed class ReadOnlyDictionaryFormatter<TKey, TValue> : IMessagePackFormatter<IReadOnlyDictionary<TKey, TValue>?>
    where TKey : notnull
{
    private readonly DictionaryFormatter<TKey, TValue> _dictionary = new();

    public void Serialize(ref MessagePackWriter writer, IReadOnlyDictionary<TKey, TValue>? value, MessagePackSerializerOptions options) =>
        DictionaryFormatter<TKey, TValue>.Write(ref writer, value, options);

    public IReadOnlyDictionary<TKey, TValue>? Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options) =>
        _dictionary.Deserialize(ref reader, options);
}
