using System.Buffers;

namespace MessagePack;

/// <summary>An extension and its bytes, which stay the buffer's: copy what must outlive it.</summary>
internal readonly struct ExtensionResult(sbyte typeCode, ReadOnlySequence<byte> data)
{
    public ExtensionResult(sbyte typeCode, Memory<byte> data)
        : this(typeCode, new ReadOnlySequence<byte>(data))
    {
    }

    public sbyte TypeCode { get; } = typeCode;

    public ReadOnlySequence<byte> Data { get; } = data;

    public ExtensionHeader Header => new(TypeCode, checked((uint)Data.Length));
}
