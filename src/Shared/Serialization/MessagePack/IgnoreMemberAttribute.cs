namespace MessagePack;

/// <summary>The member does not go over the wire.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
internal sealed class IgnoreMemberAttribute : Attribute;
