using System.Buffers;
using System.Runtime.InteropServices;
using Cluster.Faults;
using Cluster.Numerics;
using MessagePack;

namespace Cluster.Serialization;

/// <summary>Writes and reads the elements of a piece of a chunk one by one.</summary>
/// <remarks>
/// Not how to move arrays, but what a serializer does that sees a list of numbers: modes and codecs are compared with it. The raw codec
/// does not come here; its bytes go from memory to memory.
/// </remarks>
internal static class ElementCodec
{
    internal static void Encode(ChunkCodec codec, ElementType type, ReadOnlySpan<byte> source, IBufferWriter<byte> output)
    {
        if (codec == ChunkCodec.Json)
        {
            JsonElements.Encode(type, source, output);
            return;
        }

        var writer = new MessagePackWriter(output);
        writer.WriteArrayHeader(source.Length / type.Size());
        switch (type)
        {
            case ElementType.Float64: foreach (double value in MemoryMarshal.Cast<byte, double>(source)) writer.Write(value); break;
            case ElementType.Float32: foreach (float value in MemoryMarshal.Cast<byte, float>(source)) writer.Write(value); break;
            case ElementType.Int64: foreach (long value in MemoryMarshal.Cast<byte, long>(source)) writer.Write(value); break;
            case ElementType.Int32: foreach (int value in MemoryMarshal.Cast<byte, int>(source)) writer.Write(value); break;
            case ElementType.Int16: foreach (short value in MemoryMarshal.Cast<byte, short>(source)) writer.Write(value); break;
            default: foreach (byte value in source) writer.Write(value); break;
        }

        writer.Flush();
    }

    /// <exception cref="FaultException"><see cref="FaultCode.ProtocolViolation"/>: not the elements that were announced.</exception>
    internal static void Decode(ChunkCodec codec, ElementType type, in ReadOnlySequence<byte> body, Span<byte> destination)
    {
        try
        {
            if (codec == ChunkCodec.Json) JsonElements.Decode(type, body, destination);
            else DecodeMessagePack(type, body, destination);
        }
        catch (Exception ex) when (ex is MessagePackSerializationException or EndOfStreamException or OverflowException or System.Text.Json.JsonException
            or FormatException or InvalidOperationException or ArgumentException)
        {
            throw new FaultException(FaultCode.ProtocolViolation, $"chunk data: {ex.Message}", ex);
        }
    }

    private static void DecodeMessagePack(ElementType type, in ReadOnlySequence<byte> body, Span<byte> destination)
    {
        var reader = new MessagePackReader(body);
        int count = reader.ReadArrayHeader();
        if (count != destination.Length / type.Size()) throw new MessagePackSerializationException($"{count} elements, expected {destination.Length / type.Size()}");
        switch (type)
        {
            case ElementType.Float64: foreach (ref double value in MemoryMarshal.Cast<byte, double>(destination)) value = reader.ReadDouble(); break;
            case ElementType.Float32: foreach (ref float value in MemoryMarshal.Cast<byte, float>(destination)) value = reader.ReadSingle(); break;
            case ElementType.Int64: foreach (ref long value in MemoryMarshal.Cast<byte, long>(destination)) value = reader.ReadInt64(); break;
            case ElementType.Int32: foreach (ref int value in MemoryMarshal.Cast<byte, int>(destination)) value = reader.ReadInt32(); break;
            case ElementType.Int16: foreach (ref short value in MemoryMarshal.Cast<byte, short>(destination)) value = reader.ReadInt16(); break;
            default: foreach (ref byte value in destination) value = reader.ReadByte(); break;
        }

        if (!reader.End) throw new MessagePackSerializationException("bytes after the elements");
    }
}
