using System.Reflection;

namespace Cluster.Serialization.Contracts;

/// <summary>Makes an object of the members that were read.</summary>
/// <param name="members">Of the type.</param>
/// <param name="constructor">Null for a struct that starts as all zeros.</param>
/// <param name="parameters">Per parameter of the constructor, an index into the members.</param>
internal sealed class ObjectBuilder<T>(ObjectMember<T>[] members, ConstructorInfo? constructor, int[] parameters)
{
    private readonly ConstructorInvoker? _constructor = constructor is null ? null : ConstructorInvoker.Create(constructor);

    /// <summary>True when the object comes first and its members are set as they are read; false when the constructor needs them.</summary>
    internal bool StartsEmpty => parameters.Length == 0;

    internal T Create() => _constructor is null ? default! : (T)_constructor.Invoke();

    /// <summary>For what was not read the constructor gets a default. Uses up <paramref name="read"/>.</summary>
    internal T Create(object?[] values, bool[] read)
    {
        var arguments = new object?[parameters.Length];
        for (int i = 0; i < arguments.Length; i++)
        {
            int member = parameters[i];
            arguments[i] = read[member] ? values[member] : members[member].Default;
            read[member] = false;
        }

        var result = (T)_constructor!.Invoke(arguments.AsSpan());
        for (int i = 0; i < members.Length; i++)
        {
            if (read[i] && members[i].CanSet) members[i].Set(ref result, values[i]);
        }

        return result;
    }
}
