namespace Cluster.Serialization.Contracts;

/// <summary>What <see cref="ObjectBuilder{T}"/> needs of a member, however its value is written.</summary>
/// <param name="name">Of the property or field.</param>
internal abstract class ObjectMember<TOwner>(string name)
{
    internal string Name { get; } = name;

    internal abstract bool CanSet { get; }

    /// <summary>What a constructor gets when the bytes did not have this member.</summary>
    internal abstract object? Default { get; }

    internal abstract void Set(ref TOwner owner, object? value);
}
