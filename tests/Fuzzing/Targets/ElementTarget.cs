using Cluster.Faults;
using Cluster.Numerics;
using Cluster.Serialization;

namespace Cluster.Fuzzing.Targets;

/// <summary>Elements of a chunk one by one, as MessagePack or as JSON.</summary>
/// <remarks>The first byte of an input chooses codec and type, the second the number of elements, the third the size of pieces.</remarks>
internal sealed class ElementTarget : FuzzTarget
{
    private readonly byte[] _elements = new byte[16 * sizeof(double)];

    public override string Name => "elements";

    internal override int Prefix => 3;

    internal override IReadOnlyList<byte[]> Words { get; } =
        [.. new[] { "[", "]", ",", "0", "-1", "1e999", "\"", "\"7ff8000000000001\"", "[[[[[[[[", "{", "null", "\\u0000", " " }
            .Select(System.Text.Encoding.UTF8.GetBytes)];

    internal override Outcome Try(byte[] input)
    {
        if (input.Length < Prefix) return Outcome.Value(0);
        ChunkCodec codec = (input[0] & 0x80) == 0 ? ChunkCodec.MessagePack : ChunkCodec.Json;
        var type = (ElementType)(1 + (input[0] % 7));
        int count = input[1] % 17;
        try
        {
            ElementCodec.Decode(codec, type, Wire.Cut(input.AsMemory(Prefix), input[2] % 16), _elements.AsSpan(0, count * type.Size()));
            return Outcome.Value(1 + count);
        }
        catch (FaultException ex) when (ex.Code == FaultCode.ProtocolViolation)
        {
            return Outcome.Of(ex);
        }
    }
}
