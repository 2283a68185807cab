using System.Numerics;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Serialization;
using Cluster.Serialization.Contracts;
using MessagePack;

namespace Cluster.Tasks.Values;

/// <summary>Which types are the same bytes in every process of a pool, so that arrays of them go as memory.</summary>
/// <remarks>
/// Both sides run the same build of the same program on the same machine. Structs whose fields lie as they were declared and leave no gap,
/// because a gap holds whatever was there before. A struct that says by attributes how it wants to travel is taken at its word.
/// </remarks>
internal static class RawLayout
{
    private static readonly HashSet<Type> Known =
    [
        typeof(decimal), typeof(Guid), typeof(DateTime), typeof(TimeSpan), typeof(DateOnly), typeof(TimeOnly),
        typeof(Half), typeof(Int128), typeof(UInt128), typeof(Complex),
    ];

    internal static bool IsRaw(Type type)
    {
        if (type == typeof(nint) || type == typeof(nuint) || type.IsPointer || type.IsFunctionPointer) return false;
        if (type.IsPrimitive || type.IsEnum || Known.Contains(type)) return true;
        if (!type.IsValueType || type.IsByRefLike || !type.IsLayoutSequential || Nullable.GetUnderlyingType(type) is not null) return false;
        if (type.IsDefined(typeof(DataContractAttribute), inherit: false)) return false;
        if (AttributeReader.Find(type, nameof(MessagePackObjectAttribute)) is not null) return false;

        long sum = 0;
        foreach (FieldInfo field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
        {
            if (!IsRaw(field.FieldType)) return false;
            sum += RuntimeHelpers.SizeOf(field.FieldType.TypeHandle);
        }

        return sum == RuntimeHelpers.SizeOf(type.TypeHandle);
    }
}
