using Cluster.Coordinator.Measurement.Statistics;

namespace Cluster.Coordinator.Measurement.Serialization;

/// <summary>What it takes to make bytes of values, and values of bytes.</summary>
/// <param name="Case">Values and codec.</param>
/// <param name="EncodedBytes">What encoding yields, exactly.</param>
/// <param name="Encode">Payload per second, in GB.</param>
/// <param name="Decode">Likewise.</param>
/// <param name="EncodeAllocatedBytes">On the garbage-collected heap, by one encoding into a buffer that is large enough.</param>
/// <param name="DecodeAllocatedBytes">By one decoding, the values themselves included where it makes them.</param>
internal sealed record SerializationRow(
    SerializationCase Case, long EncodedBytes, Spread Encode, Spread Decode, long EncodeAllocatedBytes, long DecodeAllocatedBytes) : MeasurementRow
{
    internal double BytesPerPayloadByte => (double)EncodedBytes / Case.PayloadBytes;

    internal override IReadOnlyList<RowField> Fields =>
    [
        new("codec", Case.Codec),
        new("type", Case.Type),
        new("elements", (long)Case.Elements),
        new("payloadBytes", Case.PayloadBytes),
        new("encodedBytes", EncodedBytes),
        new("bytesPerPayloadByte", BytesPerPayloadByte),
        new("repeats", (long)Encode.Repeats),
        new("encodeGigabytesPerSecond", Encode),
        new("decodeGigabytesPerSecond", Decode),
        new("encodeAllocatedBytes", EncodeAllocatedBytes),
        new("decodeAllocatedBytes", DecodeAllocatedBytes),
    ];
}
