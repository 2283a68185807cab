using System.Buffers;
using System.Text;
using Cluster.Serialization.Contracts;

namespace MessagePack.Formatters;

/// <summary>An object as a map: each member under its name.</summary>
/// <remarks>Names that are not known are skipped, missing members keep their default: both sides may be of different age.</remarks>
internal sealed class MapObjectFormatter<T>(Member<T>[] members, string[] names, ObjectBuilder<T> builder) : IMessagePackFormatter<T?>
{
    private const int Unknown = -1;

    private readonly byte[][] _names = [.. names.Select(Encoding.UTF8.GetBytes)];

    public void Serialize(ref MessagePackWriter writer, T? value, MessagePackSerializerOptions options)
    {
        if (value == null)
        {
            writer.WriteNil();
            return;
        }

        writer.WriteMapHeader(members.Length);
        for (int i = 0; i < members.Length; i++)
        {
            writer.WriteString(_names[i]);
            members[i].Write(ref writer, ref value, options);
        }
    }

    public T? Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options)
    {
        if (reader.TryReadNil()) return default(T) == null ? default : throw Unexpected.Nil<T>();
        options.Security.DepthStep(ref reader);
        int count = reader.ReadMapHeader();
        T value = builder.StartsEmpty ? ReadInto(ref reader, count, options) : ReadForConstructor(ref reader, count, options);
        reader.Depth--;
        return value;
    }

    private T ReadInto(ref MessagePackReader reader, int count, MessagePackSerializerOptions options)
    {
        T value = builder.Create();
        for (int i = 0; i < count; i++)
        {
            int member = ReadName(ref reader, i);
            if (member == Unknown) reader.Skip();
            else members[member].ReadInto(ref reader, ref value, options);
        }

        return value;
    }

    private T ReadForConstructor(ref MessagePackReader reader, int count, MessagePackSerializerOptions options)
    {
        var values = new object?[members.Length];
        var read = new bool[members.Length];
        for (int i = 0; i < count; i++)
        {
            int member = ReadName(ref reader, i);
            if (member == Unknown)
            {
                reader.Skip();
                continue;
            }

            values[member] = members[member].Read(ref reader, options);
            read[member] = true;
        }

        return builder.Create(values, read);
    }

    private int ReadName(ref MessagePackReader reader, int expected)
    {
        if (reader.TryReadStringSpan(out ReadOnlySpan<byte> name)) return Find(name, expected);
        ReadOnlySequence<byte> pieces = reader.ReadStringSequence() ?? ReadOnlySequence<byte>.Empty;
        return Find(pieces.ToArray(), expected);
    }

    // Writers keep the order of the members, so the first guess is nearly always right.
    private int Find(ReadOnlySpan<byte> name, int expected)
    {
        if (expected < _names.Length && name.SequenceEqual(_names[expected])) return expected;
        for (int i = 0; i < _names.Length; i++)
        {
            if (name.SequenceEqual(_names[i])) return i;
        }

        return Unknown;
    }
}
