using System.Reflection;
using Cluster.Protocol;
using MessagePack;

namespace Cluster.Tasks.Functions;

/// <summary>A closed type: <c>[module, token, [arguments]]</c>, or <c>[rank, element]</c> for an array.</summary>
/// <remarks>No names: a token means one type in one build of a module, and the build is named beside it.</remarks>
internal abstract record TypeReference
{
    // The table of type definitions, in the high byte of a token: ECMA-335, II.22.
    internal const int DefinitionTable = 0x02;

    // No program nests generic arguments that deep; without a limit a sender chooses how much stack a reader needs.
    private const int MaxDepth = 64;

    private const int MaxRank = 32;

    private const int UsualArguments = 4;

    /// <summary>The reference to a closed type; modules are put into the table as they are met.</summary>
    /// <exception cref="NotSupportedException">No other process could find it; the message says why, as the end of a sentence.</exception>
    internal static TypeReference Of(Type type, ModuleTable modules) => Of(type, modules, 0);

    internal abstract void Write(ref MessagePackWriter writer);

    /// <summary>The type, given the modules in the order of the table.</summary>
    internal abstract Type Resolve(IReadOnlyList<Module> modules);

    internal static TypeReference Read(ref MessagePackReader reader, int modules) => Read(ref reader, modules, 0);

    internal static TypeReference[] ReadAll(ref MessagePackReader reader, int modules) => ReadAll(ref reader, modules, 0);

    internal static void WriteAll(ref MessagePackWriter writer, IReadOnlyList<TypeReference> types)
    {
        writer.WriteArrayHeader(types.Count);
        foreach (TypeReference type in types) type.Write(ref writer);
    }

    private static TypeReference Of(Type type, ModuleTable modules, int depth)
    {
        if (depth > MaxDepth) throw new NotSupportedException($"generic arguments are nested more than {MaxDepth} deep");
        if (type.ContainsGenericParameters) throw new NotSupportedException($"{CSharpName.Of(type)} leaves a type parameter open");
        if (type.IsPointer || type.IsFunctionPointer || type.IsByRef)
            throw new NotSupportedException($"{CSharpName.Of(type)} is an address, which means nothing in another process");
        if (type.IsArray) return new Array(type.IsSZArray ? 0 : type.GetArrayRank(), Of(type.GetElementType()!, modules, depth + 1));
        int module = modules.IndexOf(type.Module);
        return new Named(module, type.MetadataToken, [.. type.GetGenericArguments().Select(argument => Of(argument, modules, depth + 1))]);
    }

    private static TypeReference Read(ref MessagePackReader reader, int modules, int depth)
    {
        if (depth > MaxDepth) throw new MessagePackSerializationException($"types are nested more than {MaxDepth} deep");
        int fields = reader.ReadArrayHeader();
        int first = reader.ReadInt32();
        if (fields == 2)
        {
            if (first is < 0 or > MaxRank) throw new MessagePackSerializationException($"an array of rank {first}");
            return new Array(first, Read(ref reader, modules, depth + 1));
        }

        if (fields != 3) throw new MessagePackSerializationException($"{fields} fields, expected 2 or 3");
        int token = reader.ReadInt32();
        if (first < 0 || first >= modules || token >> 24 != DefinitionTable)
            throw new MessagePackSerializationException($"type {token:x8} of module {first} of {modules}");
        return new Named(first, token, ReadAll(ref reader, modules, depth + 1));
    }

    private static TypeReference[] ReadAll(ref MessagePackReader reader, int modules, int depth)
    {
        int count = reader.ReadArrayHeader();
        // Grows with what is there: lists that are nested and all say that the rest of the message is theirs would be given its length once for each level.
        var types = new List<TypeReference>(Math.Min(count, UsualArguments));
        for (int i = 0; i < count; i++) types.Add(Read(ref reader, modules, depth));
        return [.. types];
    }

    /// <summary>A class, struct, enum, interface or delegate.</summary>
    /// <param name="Module">Place of its module in the table.</param>
    /// <param name="Token">Of its definition.</param>
    /// <param name="Arguments">Empty for a type that is not generic; those of the types around it come first.</param>
    internal sealed record Named(int Module, int Token, IReadOnlyList<TypeReference> Arguments) : TypeReference
    {
        internal override void Write(ref MessagePackWriter writer)
        {
            writer.WriteArrayHeader(3);
            writer.Write(Module);
            writer.Write(Token);
            WriteAll(ref writer, Arguments);
        }

        internal override Type Resolve(IReadOnlyList<Module> modules)
        {
            Type definition = modules[Module].ResolveType(Token);
            return Arguments.Count == 0 ? definition : definition.MakeGenericType([.. Arguments.Select(argument => argument.Resolve(modules))]);
        }

        public bool Equals(Named? other) =>
            other is not null && Module == other.Module && Token == other.Token && Arguments.SequenceEqual(other.Arguments);

        public override int GetHashCode() => HashCode.Combine(Module, Token, Arguments.Count);
    }

    /// <param name="Rank">0 for <c>T[]</c>; otherwise the number of dimensions, of which <c>T[*]</c> has one.</param>
    /// <param name="Element">Any type.</param>
    internal sealed record Array(int Rank, TypeReference Element) : TypeReference
    {
        internal override void Write(ref MessagePackWriter writer)
        {
            writer.WriteArrayHeader(2);
            writer.Write(Rank);
            Element.Write(ref writer);
        }

        internal override Type Resolve(IReadOnlyList<Module> modules)
        {
            Type element = Element.Resolve(modules);
            return Rank == 0 ? element.MakeArrayType() : element.MakeArrayType(Rank);
        }
    }
}
