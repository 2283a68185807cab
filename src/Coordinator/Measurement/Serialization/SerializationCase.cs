using System.Buffers;

namespace Cluster.Coordinator.Measurement.Serialization;

/// <summary>Values of one type in one form.</summary>
/// <param name="Codec">What writes and reads them.</param>
/// <param name="Type">Of the values.</param>
/// <param name="Elements">How many.</param>
/// <param name="PayloadBytes">Of the values themselves, without lengths, names and codes.</param>
/// <param name="Values">An array or a list of them.</param>
/// <param name="Encode">Appends the bytes of such values.</param>
/// <param name="Decode">Makes values of bytes, and returns what it made.</param>
internal sealed record SerializationCase(
    string Codec, string Type, int Elements, long PayloadBytes, object Values, Action<object, ArrayBufferWriter<byte>> Encode,
    Func<ReadOnlyMemory<byte>, object> Decode);
