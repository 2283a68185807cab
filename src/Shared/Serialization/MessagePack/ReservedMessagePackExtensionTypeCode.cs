namespace MessagePack;

/// <summary>Extension types that the specification has taken.</summary>
internal static class ReservedMessagePackExtensionTypeCode
{
    public const sbyte DateTime = -1;
}
