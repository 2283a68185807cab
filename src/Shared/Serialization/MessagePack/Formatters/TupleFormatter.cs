using System.Reflection;

namespace MessagePack.Formatters;

/// <summary>A value tuple as an array of its items; the eighth item is a tuple in turn.</summary>
internal sealed class TupleFormatter<T> : IMessagePackFormatter<T>
{
    private const BindingFlags Items = BindingFlags.Public | BindingFlags.Instance;

    // Item1 to Item7, Rest: the order of their names.
    private readonly Member<T>[] _items =
        [.. typeof(T).GetFields(Items).OrderBy(f => f.Name, StringComparer.Ordinal).Select(Member<T>.Of)];

    public void Serialize(ref MessagePackWriter writer, T value, MessagePackSerializerOptions options)
    {
        writer.WriteArrayHeader(_items.Length);
        foreach (Member<T> item in _items) item.Write(ref writer, ref value, options);
    }

    public T Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options)
    {
        if (reader.IsNil) throw Unexpected.Nil<T>();
        int count = reader.ReadArrayHeader();
        if (count != _items.Length) throw new MessagePackSerializationException($"A tuple of {_items.Length} items came with {count}.");
        options.Security.DepthStep(ref reader);
        T value = default!;
        foreach (Member<T> item in _items) item.ReadInto(ref reader, ref value, options);
        reader.Depth--;
        return value;
    }
}
