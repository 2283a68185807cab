using Cluster.Serialization;

namespace MessagePack.Formatters;

/// <summary>A list in the form of an array.</summary>
internal sealed class ListFormatter<T> : IMessagePackFormatter<List<T>?>
{
    public void Serialize(ref MessagePackWriter writer, List<T>? value, MessagePackSerializerOptions options)
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

    public List<T>? Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options)
    {
        if (reader.TryReadNil()) return null;
        int count = reader.ReadArrayHeader();
        IMessagePackFormatter<T> element = options.Formatter<T>();
        options.Security.DepthStep(ref reader);
        var list = new List<T>(DeclaredCount.Believed<T>(count, reader.Depth));
        for (int i = 0; i < count; i++)
        {
            reader.CancellationToken.ThrowIfCancellationRequested();
            list.Add(element.Deserialize(ref reader, options));
        }

        reader.Depth--;
        return list;
    }
}
