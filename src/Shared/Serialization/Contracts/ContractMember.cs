using System.Reflection;

namespace Cluster.Serialization.Contracts;

/// <summary>A member and its key.</summary>
/// <param name="Info">The property or field.</param>
/// <param name="Position">In the array form.</param>
/// <param name="Name">In the map form; null in the array form.</param>
/// <param name="IsExplicit">An attribute named the member, so it is written even when it could not be set on reading.</param>
internal sealed record ContractMember(MemberInfo Info, int Position, string? Name, bool IsExplicit)
{
    public Type Type => Info is PropertyInfo property ? property.PropertyType : ((FieldInfo)Info).FieldType;
}
