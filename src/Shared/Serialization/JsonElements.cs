using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;
using Cluster.Numerics;

namespace Cluster.Serialization;

/// <summary>A piece of a chunk as a JSON array: the text is the body of the frame.</summary>
/// <remarks>Numbers are written so that they read back to the same bits; NaN and infinities, which JSON lacks, as strings.</remarks>
internal static class JsonElements
{
    internal static void Encode(ElementType type, ReadOnlySpan<byte> source, IBufferWriter<byte> output)
    {
        using var writer = new Utf8JsonWriter(output);
        writer.WriteStartArray();
        switch (type)
        {
            case ElementType.Float64: foreach (double value in MemoryMarshal.Cast<byte, double>(source)) Write(writer, value); break;
            case ElementType.Float32: foreach (float value in MemoryMarshal.Cast<byte, float>(source)) Write(writer, value); break;
            case ElementType.Int64: foreach (long value in MemoryMarshal.Cast<byte, long>(source)) writer.WriteNumberValue(value); break;
            case ElementType.Int32: foreach (int value in MemoryMarshal.Cast<byte, int>(source)) writer.WriteNumberValue(value); break;
            case ElementType.Int16: foreach (short value in MemoryMarshal.Cast<byte, short>(source)) writer.WriteNumberValue(value); break;
            default: foreach (byte value in source) writer.WriteNumberValue(value); break;
        }

        writer.WriteEndArray();
    }

    internal static void Decode(ElementType type, in ReadOnlySequence<byte> body, Span<byte> destination)
    {
        var reader = new Utf8JsonReader(body);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartArray) throw new JsonException("an array was expected");
        switch (type)
        {
            case ElementType.Float64: foreach (ref double value in MemoryMarshal.Cast<byte, double>(destination)) value = ReadDouble(ref reader); break;
            case ElementType.Float32: foreach (ref float value in MemoryMarshal.Cast<byte, float>(destination)) value = ReadSingle(ref reader); break;
            case ElementType.Int64: foreach (ref long value in MemoryMarshal.Cast<byte, long>(destination)) value = Next(ref reader).GetInt64(); break;
            case ElementType.Int32: foreach (ref int value in MemoryMarshal.Cast<byte, int>(destination)) value = Next(ref reader).GetInt32(); break;
            case ElementType.Int16: foreach (ref short value in MemoryMarshal.Cast<byte, short>(destination)) value = Next(ref reader).GetInt16(); break;
            default: foreach (ref byte value in destination) value = Next(ref reader).GetByte(); break;
        }

        if (!reader.Read() || reader.TokenType != JsonTokenType.EndArray) throw new JsonException("more elements than announced");
        if (reader.Read()) throw new JsonException("text after the array");
    }

    private static void Write(Utf8JsonWriter writer, double value)
    {
        if (double.IsFinite(value)) writer.WriteNumberValue(value);
        else writer.WriteStringValue(BitConverter.DoubleToInt64Bits(value).ToString("x", null));
    }

    private static void Write(Utf8JsonWriter writer, float value)
    {
        if (float.IsFinite(value)) writer.WriteNumberValue(value);
        else writer.WriteStringValue(BitConverter.SingleToInt32Bits(value).ToString("x", null));
    }

    // The bits in hexadecimal, so that a NaN's payload survives too.
    private static double ReadDouble(ref Utf8JsonReader reader) => Next(ref reader).TokenType == JsonTokenType.String
        ? BitConverter.Int64BitsToDouble(Convert.ToInt64(reader.GetString(), 16))
        : reader.GetDouble();

    private static float ReadSingle(ref Utf8JsonReader reader) => Next(ref reader).TokenType == JsonTokenType.String
        ? BitConverter.Int32BitsToSingle(Convert.ToInt32(reader.GetString(), 16))
        : reader.GetSingle();

    private static ref Utf8JsonReader Next(ref Utf8JsonReader reader)
    {
        if (!reader.Read() || reader.TokenType is not (JsonTokenType.Number or JsonTokenType.String)) throw new JsonException("a number was expected");
        return ref reader;
    }
}
