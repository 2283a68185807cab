using Cluster.Serialization;

namespace MessagePack.Formatters;

/// <summary>A dictionary in the form of a map. A key that comes twice is an error.</summary>
internal sealed class DictionaryFormatter<TKey, TValue> : IMessagePackFormatter<Dictionary<TKey, TValue>?>
    where TKey : notnull
{
    public void Serialize(ref MessagePackWriter writer, Dictionary<TKey, TValue>? value, MessagePackSerializerOptions options) =>
        Write(ref writer, value, options);

    public static void Write(ref MessagePackWriter writer, IReadOnlyDictionary<TKey, TValue>? value, MessagePackSerializerOptions options)
    {
        if (value == null)
        {
            writer.WriteNil();
            return;
        }

        IMessagePackFormatter<TKey> keys = options.Formatter<TKey>();
        IMessagePackFormatter<TValue> values = options.Formatter<TValue>();
        writer.WriteMapHeader(value.Count);
        foreach ((TKey key, TValue item) in value)
        {
            writer.CancellationToken.ThrowIfCancellationRequested();
            keys.Serialize(ref writer, key, options);
            values.Serialize(ref writer, item, options);
        }
    }

    public Dictionary<TKey, TValue>? Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options)
    {
        if (reader.TryReadNil()) return null;
        int count = reader.ReadMapHeader();
        IMessagePackFormatter<TKey> keys = options.Formatter<TKey>();
        IMessagePackFormatter<TValue> values = options.Formatter<TValue>();
        options.Security.DepthStep(ref reader);
        var dictionary = new Dictionary<TKey, TValue>(
            DeclaredCount.Believed<KeyValuePair<TKey, TValue>>(count, reader.Depth), options.Security.GetEqualityComparer<TKey>());
        for (int i = 0; i < count; i++)
        {
            reader.CancellationToken.ThrowIfCancellationRequested();
            TKey key = keys.Deserialize(ref reader, options);
            dictionary.Add(key, values.Deserialize(ref reader, options));
        }

        reader.Depth--;
        return dictionary;
    }
}
