using System.Buffers;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using MessagePack;

namespace Cluster.Tasks.Values.Formatters;

/// <summary>Types with a form of their own. Each comes back as it was, to the last bit: a time keeps its kind, a number its scale.</summary>
internal static class BasicFormatters
{
    private static readonly Dictionary<Type, object> All = new()
    {
        [typeof(bool)] = new BasicFormatter<bool>((ref w, v) => w.Write(v), (ref r) => r.ReadBoolean()),
        [typeof(byte)] = new BasicFormatter<byte>((ref w, v) => w.Write(v), (ref r) => r.ReadByte()),
        [typeof(sbyte)] = new BasicFormatter<sbyte>((ref w, v) => w.Write(v), (ref r) => r.ReadSByte()),
        [typeof(short)] = new BasicFormatter<short>((ref w, v) => w.Write(v), (ref r) => r.ReadInt16()),
        [typeof(ushort)] = new BasicFormatter<ushort>((ref w, v) => w.Write(v), (ref r) => r.ReadUInt16()),
        [typeof(int)] = new BasicFormatter<int>((ref w, v) => w.Write(v), (ref r) => r.ReadInt32()),
        [typeof(uint)] = new BasicFormatter<uint>((ref w, v) => w.Write(v), (ref r) => r.ReadUInt32()),
        [typeof(long)] = new BasicFormatter<long>((ref w, v) => w.Write(v), (ref r) => r.ReadInt64()),
        [typeof(ulong)] = new BasicFormatter<ulong>((ref w, v) => w.Write(v), (ref r) => r.ReadUInt64()),
        [typeof(float)] = new BasicFormatter<float>((ref w, v) => w.Write(v), (ref r) => r.ReadSingle()),
        [typeof(double)] = new BasicFormatter<double>((ref w, v) => w.Write(v), (ref r) => r.ReadDouble()),
        [typeof(char)] = new BasicFormatter<char>((ref w, v) => w.Write(v), (ref r) => r.ReadChar()),
        [typeof(Half)] = new BasicFormatter<Half>(
            (ref w, v) => w.Write(BitConverter.HalfToUInt16Bits(v)), (ref r) => BitConverter.UInt16BitsToHalf(r.ReadUInt16())),
        [typeof(Rune)] = new BasicFormatter<Rune>((ref w, v) => w.Write(v.Value), (ref r) => new Rune(r.ReadInt32())),
        [typeof(decimal)] = Bits<decimal>(),
        [typeof(Int128)] = Bits<Int128>(),
        [typeof(UInt128)] = Bits<UInt128>(),
        [typeof(Complex)] = Bits<Complex>(),
        [typeof(Guid)] = Bits<Guid>(),
        [typeof(DateTime)] = new BasicFormatter<DateTime>((ref w, v) => w.Write(v.ToBinary()), (ref r) => DateTime.FromBinary(r.ReadInt64())),
        [typeof(DateTimeOffset)] = new BasicFormatter<DateTimeOffset>(WriteTime, ReadTime),
        [typeof(TimeSpan)] = new BasicFormatter<TimeSpan>((ref w, v) => w.Write(v.Ticks), (ref r) => new TimeSpan(r.ReadInt64())),
        [typeof(DateOnly)] = new BasicFormatter<DateOnly>((ref w, v) => w.Write(v.DayNumber), (ref r) => DateOnly.FromDayNumber(r.ReadInt32())),
        [typeof(TimeOnly)] = new BasicFormatter<TimeOnly>((ref w, v) => w.Write(v.Ticks), (ref r) => new TimeOnly(r.ReadInt64())),
        [typeof(BigInteger)] = new BasicFormatter<BigInteger>((ref w, v) => w.Write(v.ToByteArray()), ReadBigInteger),
        [typeof(string)] = new BasicFormatter<string?>(WriteText, ReadText),
        [typeof(StringBuilder)] = new BasicFormatter<StringBuilder?>(
            (ref w, v) => WriteText(ref w, v?.ToString()), (ref r) => ReadText(ref r) is { } text ? new StringBuilder(text) : null),
        [typeof(Uri)] = new BasicFormatter<Uri?>(
            (ref w, v) => w.Write(v?.OriginalString), (ref r) => r.ReadString() is { } text ? new Uri(text, UriKind.RelativeOrAbsolute) : null),
        [typeof(Version)] = new BasicFormatter<Version?>(
            (ref w, v) => w.Write(v?.ToString()), (ref r) => r.ReadString() is { } text ? Version.Parse(text) : null),
        [typeof(CultureInfo)] = new BasicFormatter<CultureInfo?>(
            (ref w, v) => w.Write(v?.Name), (ref r) => r.ReadString() is { } name ? CultureInfo.GetCultureInfo(name) : null),
    };

    /// <summary>The formatter, a <see cref="ValueFormatter{T}"/> of that type, or null.</summary>
    internal static object? Find(Type type) => All.GetValueOrDefault(type);

    // 16 bytes, as they lie in memory.
    private static BasicFormatter<T> Bits<T>()
        where T : unmanaged => new(WriteBits, ReadBits<T>);

    private static void WriteBits<T>(ref MessagePackWriter writer, T value)
        where T : unmanaged
    {
        writer.WriteBinHeader(Unsafe.SizeOf<T>());
        MemoryMarshal.Write(writer.GetSpan(Unsafe.SizeOf<T>()), in value);
        writer.Advance(Unsafe.SizeOf<T>());
    }

    private static T ReadBits<T>(ref MessagePackReader reader)
        where T : unmanaged
    {
        ReadOnlySequence<byte> bytes = reader.ReadBytes() ?? default;
        if (bytes.Length != Unsafe.SizeOf<T>()) throw new MessagePackSerializationException($"{typeof(T).Name} in {bytes.Length} bytes");
        T value = default;
        bytes.CopyTo(MemoryMarshal.AsBytes(new Span<T>(ref value)));
        // The bits of a decimal are not all numbers; only its own constructor knows which.
        return value is decimal number ? (T)(object)new decimal(decimal.GetBits(number)) : value;
    }

    // UTF-8 where that gives the text back, which is nearly always; else, for half of a pair of surrogates, the text as it is in memory.
    private static void WriteText(ref MessagePackWriter writer, string? value)
    {
        if (value is null || IsWellFormed(value)) writer.Write(value);
        else writer.Write(MemoryMarshal.AsBytes(value.AsSpan()));
    }

    private static string? ReadText(ref MessagePackReader reader)
    {
        if (reader.NextMessagePackType != MessagePackType.Binary) return reader.ReadString();
        ReadOnlySequence<byte> bytes = reader.ReadBytes() ?? default;
        if (bytes.Length % sizeof(char) != 0) throw new MessagePackSerializationException($"text in {bytes.Length} bytes");
        return string.Create((int)(bytes.Length / sizeof(char)), bytes, static (text, bytes) => bytes.CopyTo(MemoryMarshal.AsBytes(text)));
    }

    private static bool IsWellFormed(ReadOnlySpan<char> text)
    {
        int at = text.IndexOfAnyInRange('\uD800', '\uDFFF');
        while (at >= 0)
        {
            if (at + 1 >= text.Length || !char.IsSurrogatePair(text[at], text[at + 1])) return false;
            text = text[(at + 2)..];
            at = text.IndexOfAnyInRange('\uD800', '\uDFFF');
        }

        return true;
    }

    private static void WriteTime(ref MessagePackWriter writer, DateTimeOffset value)
    {
        writer.WriteArrayHeader(2);
        writer.Write(value.Ticks);
        writer.Write((int)(value.Offset.Ticks / TimeSpan.TicksPerMinute));
    }

    private static DateTimeOffset ReadTime(ref MessagePackReader reader)
    {
        if (reader.ReadArrayHeader() != 2) throw new MessagePackSerializationException("a time with an offset has two fields");
        return new DateTimeOffset(reader.ReadInt64(), TimeSpan.FromMinutes(reader.ReadInt32()));
    }

    private static BigInteger ReadBigInteger(ref MessagePackReader reader)
    {
        ReadOnlySequence<byte> bytes = reader.ReadBytes() ?? throw new MessagePackSerializationException("nil in place of a number");
        return new BigInteger(bytes.IsSingleSegment ? bytes.FirstSpan : bytes.ToArray());
    }
}
