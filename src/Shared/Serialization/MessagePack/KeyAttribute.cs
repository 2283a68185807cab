namespace MessagePack;

/// <summary>Position (array form) or name (map form) of a member on the wire; a type uses one of the two throughout.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
internal sealed class KeyAttribute : Attribute
{
    public KeyAttribute(int x) => IntKey = x;

    public KeyAttribute(string x) => StringKey = x ?? throw new ArgumentNullException(nameof(x));

    public int? IntKey { get; }

    public string? StringKey { get; }
}
