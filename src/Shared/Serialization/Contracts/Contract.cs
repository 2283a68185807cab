using System.Reflection;
using System.Runtime.Serialization;
using MessagePack;

namespace Cluster.Serialization.Contracts;

/// <summary>Which members of a type go over the wire, under which keys and in which order.</summary>
/// <param name="Type">Whose members they are.</param>
/// <param name="IsArray">True when the keys are positions, false when they are names.</param>
/// <param name="Members">In the order in which they are written.</param>
internal sealed record Contract(Type Type, bool IsArray, IReadOnlyList<ContractMember> Members)
{
    /// <summary>Null when the type does not say, by an attribute, that it may go over the wire.</summary>
    public static Contract? Of(Type type, bool contractless)
    {
        if (type.IsAbstract || type.IsInterface || type.IsPrimitive || type.IsPointer || type == typeof(object)) return null;
        Attribute? marked = AttributeReader.Find(type, nameof(MessagePackObjectAttribute));
        bool dataContract = type.IsDefined(typeof(DataContractAttribute), inherit: false);
        if (marked != null)
        {
            bool byName = AttributeReader.Value<bool>(marked, nameof(MessagePackObjectAttribute.KeyAsPropertyName));
            return byName ? ByName(type) : ByKey(type, KeyOfMarked);
        }

        if (dataContract) return ByKey(type, KeyOfDataMember);
        return contractless ? ByName(type) : null;
    }

    private static Contract ByName(Type type)
    {
        var members = new List<ContractMember>();
        foreach (MemberInfo info in Candidates(type))
        {
            // A member that hides another of its name has its declaring type in front.
            bool hides = members.Exists(m => m.Info.Name == info.Name);
            members.Add(new ContractMember(info, 0, hides ? $"{info.DeclaringType!.FullName}.{info.Name}" : info.Name, IsExplicit: false));
        }

        return new Contract(type, IsArray: false, InOrder(members));
    }

    private static Contract ByKey(Type type, Func<Type, MemberInfo, ContractMember?> keyOf)
    {
        var members = new List<ContractMember>();
        foreach (MemberInfo info in Candidates(type))
        {
            if (keyOf(type, info) is not { } member) continue;
            if (members.Count > 0 && (member.Name == null) != (members[0].Name == null))
                throw Wrong(type, info, "all members must have the same kind of key, a number or a text");
            int same = members.FindIndex(m => m.Position == member.Position && m.Name == member.Name);
            if (same >= 0 && !Overrides(members[same].Info, info)) throw Wrong(type, info, "the key is taken by another member");
            if (same < 0) members.Add(member);
        }

        bool isArray = members.Count == 0 || members[0].Name == null;
        return new Contract(type, isArray, isArray ? [.. members.OrderBy(m => m.Position)] : InOrder(members));
    }

    private static ContractMember? KeyOfMarked(Type type, MemberInfo info)
    {
        Attribute key = AttributeReader.Find(info, nameof(KeyAttribute))
            ?? throw Wrong(type, info, "a public member of a type with [MessagePackObject] needs [Key] or [IgnoreMember]");
        string? name = AttributeReader.Value<string?>(key, nameof(KeyAttribute.StringKey));
        int position = AttributeReader.Value<int?>(key, nameof(KeyAttribute.IntKey)) ?? 0;
        if (position < 0) throw Wrong(type, info, "a key must not be negative");
        return new ContractMember(info, position, name, IsExplicit: true);
    }

    private static ContractMember? KeyOfDataMember(Type type, MemberInfo info)
    {
        if (info.GetCustomAttribute<DataMemberAttribute>(inherit: true) is not { } data) return null;
        return data.Order >= 0
            ? new ContractMember(info, data.Order, null, IsExplicit: true)
            : new ContractMember(info, 0, data.Name ?? info.Name, IsExplicit: true);
    }

    // Public properties and fields, those of the base type first, properties before fields.
    private static IEnumerable<MemberInfo> Candidates(Type type)
    {
        const BindingFlags Declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly;
        var line = new Stack<Type>();
        for (Type? t = type; t != null && t != typeof(object) && t != typeof(ValueType); t = t.BaseType) line.Push(t);
        IEnumerable<MemberInfo> properties = line.SelectMany(t => t.GetProperties(Declared)).Where(p => p.GetIndexParameters().Length == 0);
        return properties.Concat(line.SelectMany(t => t.GetFields(Declared))).Where(m => !IsIgnored(m));
    }

    private static bool IsIgnored(MemberInfo info) =>
        AttributeReader.Find(info, nameof(IgnoreMemberAttribute)) != null
        || info.IsDefined(typeof(IgnoreDataMemberAttribute), inherit: true)
        || info.IsDefined(typeof(NonSerializedAttribute), inherit: true);

    private static bool Overrides(MemberInfo first, MemberInfo second) =>
        first is PropertyInfo a && second is PropertyInfo b && a.Name == b.Name
        && (a.GetMethod ?? a.SetMethod) is { IsVirtual: true, IsFinal: false };

    private static ContractMember[] InOrder(List<ContractMember> members) =>
        [.. members.OrderBy(m => m.Info.GetCustomAttribute<DataMemberAttribute>(inherit: true)?.Order ?? int.MaxValue)];

    private static MessagePackSerializationException Wrong(Type type, MemberInfo info, string problem) =>
        new($"{type.FullName}.{info.Name}: {problem}.");
}
