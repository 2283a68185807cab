using Cluster.Serialization.Contracts;

namespace MessagePack.Formatters;

/// <summary>Makes the formatter that fits a contract.</summary>
internal static class ObjectFormatter
{
    public static IMessagePackFormatter<T?> Create<T>(Contract contract)
    {
        ContractConstructor constructor = ContractConstructor.Of(contract);

        // What nobody asked for by name and could not be given back on reading is not written either: a computed property.
        int[] all = [.. Enumerable.Range(0, contract.Members.Count)];
        int[] kept = [.. all.Where(i => IsKept(contract.Members[i], constructor.Parameters.Contains(i)))];
        ContractMember[] keys = [.. kept.Select(i => contract.Members[i])];
        Member<T>[] members = [.. keys.Select(k => Member<T>.Of(k.Info))];
        int[] parameters = [.. constructor.Parameters.Select(p => Array.IndexOf(kept, p))];
        // A struct whose constructor takes nothing starts as all zeros, as with the package.
        var builder = new ObjectBuilder<T>(members, typeof(T).IsValueType && parameters.Length == 0 ? null : constructor.Constructor, parameters);
        return contract.IsArray
            ? new ArrayObjectFormatter<T>(members, [.. keys.Select(k => k.Position)], builder)
            : new MapObjectFormatter<T>(members, [.. keys.Select(k => k.Name!)], builder);
    }

    private static bool IsKept(ContractMember member, bool isParameter) =>
        member.IsExplicit || isParameter || Accessors.IsWritable(member.Info);
}
