using System.Reflection;
using Cluster.Protocol;
using MessagePack;

namespace Cluster.Tasks.Functions;

/// <summary>A static method, or a lambda without captures, of the user's program, as it is named to a worker.</summary>
/// <remarks>
/// <c>[[module …], declaring type, method, [argument …]]</c>. Nothing of the function itself travels, neither code nor names of types: a worker loads the
/// same build of the same module and takes the method with the same token. The types of parameters and result are those of the method that it finds.
/// </remarks>
/// <param name="Modules">What types and method refer to, by their places in this list.</param>
/// <param name="DeclaringType">Closed; its module is also the method's.</param>
/// <param name="Method">Token of the method's definition.</param>
/// <param name="Arguments">Generic arguments of the method; empty if it has none.</param>
internal sealed record FunctionReference(
    IReadOnlyList<ModuleReference> Modules, TypeReference.Named DeclaringType, int Method, IReadOnlyList<TypeReference> Arguments)
{
    // The table of method definitions, in the high byte of a token: ECMA-335, II.22.
    private const int DefinitionTable = 0x06;

    /// <summary>The reference to what a delegate calls.</summary>
    /// <exception cref="ArgumentException">It cannot run in another process: the message says why, and what to write instead.</exception>
    internal static FunctionReference Of(Delegate function) => SubmittedFunction.Of(function).Reference;

    /// <exception cref="NotSupportedException">No other process could find it; the message says why, as the end of a sentence.</exception>
    internal static FunctionReference Of(MethodInfo method)
    {
        var modules = new ModuleTable();
        var type = (TypeReference.Named)TypeReference.Of(method.DeclaringType!, modules);
        TypeReference[] arguments = [.. method.GetGenericArguments().Select(argument => TypeReference.Of(argument, modules))];
        return new FunctionReference(modules.ToReferences(), type, method.MetadataToken, arguments);
    }

    internal void Write(ref MessagePackWriter writer)
    {
        writer.WriteArrayHeader(4);
        writer.WriteArrayHeader(Modules.Count);
        foreach (ModuleReference module in Modules) module.Write(ref writer);
        DeclaringType.Write(ref writer);
        writer.Write(Method);
        TypeReference.WriteAll(ref writer, Arguments);
    }

    internal static FunctionReference Read(ref MessagePackReader reader)
    {
        MessageCodec.Expect(ref reader, 4);
        var modules = new ModuleReference[reader.ReadArrayHeader()];
        for (int i = 0; i < modules.Length; i++) modules[i] = ModuleReference.Read(ref reader);
        if (TypeReference.Read(ref reader, modules.Length) is not TypeReference.Named type)
            throw new MessagePackSerializationException("a function of an array");
        int method = reader.ReadInt32();
        if (method >> 24 != DefinitionTable) throw new MessagePackSerializationException($"method {method:x8}");
        return new FunctionReference(modules, type, method, TypeReference.ReadAll(ref reader, modules.Length));
    }

    public bool Equals(FunctionReference? other) =>
        other is not null && Method == other.Method && DeclaringType == other.DeclaringType
        && Modules.SequenceEqual(other.Modules) && Arguments.SequenceEqual(other.Arguments);

    public override int GetHashCode() => HashCode.Combine(Method, DeclaringType, Modules.Count == 0 ? default : Modules[0].Version, Arguments.Count);
}
