namespace MessagePack;

/// <summary>The constructor to use where a type has several.</summary>
[AttributeUsage(AttributeTargets.Constructor)]
internal sealed class SerializationConstructorAttribute : Attribute;
