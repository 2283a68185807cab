using System.Buffers;
using System.Text.Json;
using MessagePack;
using MessagePack.Resolvers;

namespace Cluster.Serialization;

/// <summary>Writes and reads values of any type that a serializer knows: arrays, text, records, objects in objects.</summary>
/// <remarks>Types without attributes go by their properties' names. Any thread.</remarks>
internal static class ObjectCodec
{
    // Bytes come from another process: nesting is limited, and no input makes a dictionary slow.
    private static readonly MessagePackSerializerOptions Options =
        ContractlessStandardResolver.Options.WithSecurity(MessagePackSecurity.UntrustedData);

    /// <param name="codec"><see cref="ChunkCodec.MessagePack"/> or <see cref="ChunkCodec.Json"/>.</param>
    /// <param name="value">To be written.</param>
    /// <param name="output">Gets the bytes.</param>
    internal static void Encode<T>(ChunkCodec codec, T value, IBufferWriter<byte> output)
    {
        if (codec == ChunkCodec.MessagePack)
        {
            MessagePackSerializer.Serialize(output, value, Options);
            return;
        }

        using var writer = new Utf8JsonWriter(output);
        JsonSerializer.Serialize(writer, value);
    }

    /// <param name="codec">As above.</param>
    /// <param name="bytes">One value and nothing else.</param>
    /// <exception cref="MessagePackSerializationException">Not such a value, as MessagePack.</exception>
    /// <exception cref="JsonException">Likewise, as JSON.</exception>
    internal static T Decode<T>(ChunkCodec codec, ReadOnlyMemory<byte> bytes) => codec == ChunkCodec.MessagePack
        ? MessagePackSerializer.Deserialize<T>(bytes, Options)
        : JsonSerializer.Deserialize<T>(bytes.Span)!;
}
