namespace MessagePack;

/// <summary>The type goes over the wire member by member; each public member has a <see cref="KeyAttribute"/> or is ignored.</summary>
/// <param name="keyAsPropertyName">Every public member goes, under its name.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct)]
internal sealed class MessagePackObjectAttribute(bool keyAsPropertyName = false) : Attribute
{
    public bool KeyAsPropertyName { get; } = keyAsPropertyName;
}
