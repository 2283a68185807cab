using System.Buffers;
using System.Globalization;

namespace MessagePack.Formatters;

/// <summary>Types with a form of their own on the wire.</summary>
internal static class BuiltinFormatters
{
    private static readonly Dictionary<Type, object> All = new()
    {
        [typeof(bool)] = new ValueFormatter<bool>((ref w, v) => w.Write(v), (ref r) => r.ReadBoolean()),
        [typeof(byte)] = new ValueFormatter<byte>((ref w, v) => w.Write(v), (ref r) => r.ReadByte()),
        [typeof(sbyte)] = new ValueFormatter<sbyte>((ref w, v) => w.Write(v), (ref r) => r.ReadSByte()),
        [typeof(short)] = new ValueFormatter<short>((ref w, v) => w.Write(v), (ref r) => r.ReadInt16()),
        [typeof(ushort)] = new ValueFormatter<ushort>((ref w, v) => w.Write(v), (ref r) => r.ReadUInt16()),
        [typeof(int)] = new ValueFormatter<int>((ref w, v) => w.Write(v), (ref r) => r.ReadInt32()),
        [typeof(uint)] = new ValueFormatter<uint>((ref w, v) => w.Write(v), (ref r) => r.ReadUInt32()),
        [typeof(long)] = new ValueFormatter<long>((ref w, v) => w.Write(v), (ref r) => r.ReadInt64()),
        [typeof(ulong)] = new ValueFormatter<ulong>((ref w, v) => w.Write(v), (ref r) => r.ReadUInt64()),
        [typeof(float)] = new ValueFormatter<float>((ref w, v) => w.Write(v), (ref r) => r.ReadSingle()),
        [typeof(double)] = new ValueFormatter<double>((ref w, v) => w.Write(v), (ref r) => r.ReadDouble()),
        [typeof(char)] = new ValueFormatter<char>((ref w, v) => w.Write(v), (ref r) => r.ReadChar()),
        [typeof(DateTime)] = new ValueFormatter<DateTime>((ref w, v) => w.Write(v), (ref r) => r.ReadDateTime()),
        [typeof(TimeSpan)] = new ValueFormatter<TimeSpan>((ref w, v) => w.Write(v.Ticks), (ref r) => new TimeSpan(r.ReadInt64())),
        [typeof(Guid)] = new ValueFormatter<Guid>(WriteGuid, ReadGuid),
        [typeof(decimal)] = new ValueFormatter<decimal>(
            (ref w, v) => w.Write(v.ToString(CultureInfo.InvariantCulture)),
            (ref r) => decimal.Parse(r.ReadString() ?? throw Unexpected.Nil<decimal>(), NumberStyles.Number, CultureInfo.InvariantCulture)),
        [typeof(string)] = new ValueFormatter<string?>((ref w, v) => w.Write(v), (ref r) => r.ReadString()),
        [typeof(byte[])] = new ValueFormatter<byte[]?>((ref w, v) => w.Write(v), (ref r) => r.ReadBytes()?.ToArray()),
        [typeof(Memory<byte>)] = new ValueFormatter<Memory<byte>>((ref w, v) => w.Write(v.Span), (ref r) => r.ReadBytes()?.ToArray()),
        [typeof(ReadOnlyMemory<byte>)] = new ValueFormatter<ReadOnlyMemory<byte>>(
            (ref w, v) => w.Write(v.Span),
            (ref r) => r.ReadBytes()?.ToArray()),
    };

    /// <summary>The formatter, an <see cref="IMessagePackFormatter{T}"/> of that type, or null.</summary>
    public static object? Find(Type type) => All.GetValueOrDefault(type);

    // Text, not 16 bytes: 8-4-4-4-12 lower-case digits, and nothing else is read.
    private const int GuidLength = 36;

    private static void WriteGuid(ref MessagePackWriter writer, Guid value)
    {
        writer.WriteStringHeader(GuidLength);
        value.TryFormat(writer.GetSpan(GuidLength), out _, "D");
        writer.Advance(GuidLength);
    }

    private static Guid ReadGuid(ref MessagePackReader reader)
    {
        ReadOnlySequence<byte> text = reader.ReadStringSequence() ?? throw Unexpected.Nil<Guid>();
        Span<char> chars = stackalloc char[GuidLength];
        if (text.Length == GuidLength)
        {
            Span<byte> bytes = stackalloc byte[GuidLength];
            text.CopyTo(bytes);
            for (int i = 0; i < GuidLength; i++) chars[i] = (char)bytes[i];
            if (Guid.TryParseExact(chars, "D", out Guid value)) return value;
        }

        throw new MessagePackSerializationException("A Guid is 36 characters of text: 8-4-4-4-12 digits.");
    }
}
