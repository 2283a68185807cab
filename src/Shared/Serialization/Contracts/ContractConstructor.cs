using System.Reflection;
using MessagePack;

namespace Cluster.Serialization.Contracts;

/// <summary>The constructor that makes an object from what was read, and the member for each of its parameters.</summary>
/// <param name="Constructor">Null for a struct that has none: it starts as all zeros.</param>
/// <param name="Parameters">Per parameter, an index into the contract's members.</param>
internal sealed record ContractConstructor(ConstructorInfo? Constructor, int[] Parameters)
{
    /// <summary>The marked constructor, or else the longest public one whose parameters all match.</summary>
    /// <remarks>Parameters match by position and type in the array form, by name in the map form.</remarks>
    public static ContractConstructor Of(Contract contract)
    {
        const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.DeclaredOnly;
        ConstructorInfo[] all = contract.Type.GetConstructors(Declared);
        if (all.FirstOrDefault(c => AttributeReader.Find(c, nameof(SerializationConstructorAttribute)) != null) is { } marked)
        {
            int[] ofMarked = Match(contract, marked)
                ?? throw Wrong(contract, "the parameters of the constructor with [SerializationConstructor] do not match the members");
            return new ContractConstructor(marked, ofMarked);
        }

        foreach (ConstructorInfo constructor in all.Where(c => c.IsPublic).OrderByDescending(c => c.GetParameters().Length))
        {
            if (Match(contract, constructor) is { } parameters) return new ContractConstructor(constructor, parameters);
        }

        return contract.Type.IsValueType
            ? new ContractConstructor(null, [])
            : throw Wrong(contract, "no public constructor has parameters that match the members");
    }

    private static MessagePackSerializationException Wrong(Contract contract, string problem) =>
        new($"{contract.Type.FullName}: {problem}.");

    private static int[]? Match(Contract contract, ConstructorInfo constructor)
    {
        ParameterInfo[] parameters = constructor.GetParameters();
        var indexes = new int[parameters.Length];
        for (int i = 0; i < parameters.Length; i++)
        {
            int index = contract.IsArray ? i : ByName(contract, parameters[i].Name!);
            if (index < 0 || index >= contract.Members.Count) return null;
            ContractMember member = contract.Members[index];
            bool readable = member.Info is FieldInfo || ((PropertyInfo)member.Info).GetGetMethod() != null;
            if (!readable || !parameters[i].ParameterType.IsAssignableFrom(member.Type)) return null;
            indexes[i] = index;
        }

        return indexes;
    }

    private static int ByName(Contract contract, string name)
    {
        int byKey = IndexOf(contract, m => m.Name!, name);
        return byKey >= 0 ? byKey : IndexOf(contract, m => m.Info.Name, name);
    }

    private static int IndexOf(Contract contract, Func<ContractMember, string> text, string name)
    {
        for (int i = 0; i < contract.Members.Count; i++)
        {
            if (text(contract.Members[i]).Equals(name, StringComparison.OrdinalIgnoreCase)) return i;
        }

        return -1;
    }
}
