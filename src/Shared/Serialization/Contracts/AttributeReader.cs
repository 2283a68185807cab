using System.Reflection;
using MessagePack;

namespace Cluster.Serialization.Contracts;

/// <summary>Finds MessagePack's attributes by name.</summary>
/// <remarks>
/// A user's type carries the attributes of the MessagePack package, which need not be the types that this assembly knows, but have their names and properties.
/// </remarks>
internal static class AttributeReader
{
    public static Attribute? Find(MemberInfo member, string name)
    {
        foreach (Attribute attribute in Attribute.GetCustomAttributes(member, inherit: true))
        {
            Type type = attribute.GetType();
            if (type.Name == name && type.Namespace == nameof(MessagePack)) return attribute;
        }

        return null;
    }

    public static T Value<T>(Attribute attribute, string property) => (T)attribute.GetType().GetProperty(property)!.GetValue(attribute)!;
}
