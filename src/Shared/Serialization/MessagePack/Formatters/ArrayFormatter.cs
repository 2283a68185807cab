using Cluster.Serialization;

namespace MessagePack.Formatters;

/// <summary>An array, element by element. Bytes have a formatter of their own.</summary>
internal sealed class ArrayFormatter<T> : IMessagePackFormatter<T[]?>
{
    public void Serialize(ref MessagePackWriter writer, T[]? value, MessagePackSerializerOptions options)
    {
        if (value == null)
        {
            writer.WriteNil();
            return;
        }

        IMessagePackFormatter<T> element = options.Formatter<T>();
        writer.WriteArrayHeader(value.Length);
        foreach (T item in value)
        {
            writer.CancellationToken.ThrowIfCancellationRequested();
            element.Serialize(ref writer, item, options);
        }
    }

    public T[]? Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options)
    {
        if (reader.TryReadNil()) return null;
        int count = reader.ReadArrayHeader();
        if (count == 0) return [];
        IMessagePackFormatter<T> element = options.Formatter<T>();
        options.Security.DepthStep(ref reader);
        var array = new T[DeclaredCount.Believed<T>(count, reader.Depth)];
        for (int i = 0; i < count; i++)
        {
            reader.CancellationToken.ThrowIfCancellationRequested();
            if (i == array.Length) DeclaredCount.Grow(ref array, count);
            array[i] = element.Deserialize(ref reader, options);
        }

        reader.Depth--;
        return array;
    }
}
