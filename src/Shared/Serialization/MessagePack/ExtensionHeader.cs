namespace MessagePack;

/// <summary>Type and length of an extension, without its bytes.</summary>
internal readonly record struct ExtensionHeader(sbyte TypeCode, uint Length)
{
    public ExtensionHeader(sbyte typeCode, int length)
        : this(typeCode, checked((uint)length))
    {
    }
}
