using Cluster.Serialization.Contracts;

namespace MessagePack.Formatters;

/// <summary>An object as an array: each member at its position, nil in the gaps.</summary>
/// <remarks>Positions beyond those that are known are skipped, missing ones keep their default: the sides may differ in age.</remarks>
internal sealed class ArrayObjectFormatter<T> : IMessagePackFormatter<T?>
{
    private const int Gap = -1;

    private readonly Member<T>[] _members;
    private readonly ObjectBuilder<T> _builder;
    private readonly int[] _atPosition;

    public ArrayObjectFormatter(Member<T>[] members, int[] positions, ObjectBuilder<T> builder)
    {
        _members = members;
        _builder = builder;
        _atPosition = new int[positions.Length == 0 ? 0 : positions.Max() + 1];
        Array.Fill(_atPosition, Gap);
        for (int i = 0; i < positions.Length; i++) _atPosition[positions[i]] = i;
    }

    public void Serialize(ref MessagePackWriter writer, T? value, MessagePackSerializerOptions options)
    {
        if (value == null)
        {
            writer.WriteNil();
            return;
        }

        writer.WriteArrayHeader(_atPosition.Length);
        foreach (int member in _atPosition)
        {
            if (member == Gap) writer.WriteNil();
            else _members[member].Write(ref writer, ref value, options);
        }
    }

    public T? Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options)
    {
        if (reader.TryReadNil()) return default(T) == null ? default : throw Unexpected.Nil<T>();
        options.Security.DepthStep(ref reader);
        int count = reader.ReadArrayHeader();
        T value = _builder.StartsEmpty ? ReadInto(ref reader, count, options) : ReadForConstructor(ref reader, count, options);
        reader.Depth--;
        return value;
    }

    private T ReadInto(ref MessagePackReader reader, int count, MessagePackSerializerOptions options)
    {
        T value = _builder.Create();
        for (int position = 0; position < count; position++)
        {
            int member = position < _atPosition.Length ? _atPosition[position] : Gap;
            if (member == Gap) reader.Skip();
            else _members[member].ReadInto(ref reader, ref value, options);
        }

        return value;
    }

    private T ReadForConstructor(ref MessagePackReader reader, int count, MessagePackSerializerOptions options)
    {
        var values = new object?[_members.Length];
        var read = new bool[_members.Length];
        for (int position = 0; position < count; position++)
        {
            int member = position < _atPosition.Length ? _atPosition[position] : Gap;
            if (member == Gap)
            {
                reader.Skip();
                continue;
            }

            values[member] = _members[member].Read(ref reader, options);
            read[member] = true;
        }

        return _builder.Create(values, read);
    }
}
