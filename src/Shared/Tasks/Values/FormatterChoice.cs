using System.Reflection;
using System.Runtime.CompilerServices;
using Cluster.Serialization.Contracts;
using Cluster.Tasks.Values.Formatters;
using MessagePack;

namespace Cluster.Tasks.Values;

/// <summary>Chooses the formatter of a type. One that cannot be sent gets a formatter too, which says why.</summary>
internal static class FormatterChoice
{
    private const BindingFlags Constructors = BindingFlags.Instance | BindingFlags.Public | BindingFlags.DoNotWrapExceptions;

    private static readonly Dictionary<Type, Type> Generic = new()
    {
        [typeof(Nullable<>)] = typeof(NullableFormatter<>),
        [typeof(List<>)] = typeof(ListFormatter<>),
        [typeof(Memory<>)] = typeof(MemoryFormatter<>),
        [typeof(ReadOnlyMemory<>)] = typeof(ReadOnlyMemoryFormatter<>),
        [typeof(ArraySegment<>)] = typeof(SegmentFormatter<>),
        [typeof(ValueTuple<,>)] = typeof(PairFormatter<,>),
        [typeof(ValueTuple<,,>)] = typeof(TripleFormatter<,,>),
    };

    internal static ValueFormatter<T> For<T>()
    {
        try
        {
            return (ValueFormatter<T>)Choose<T>();
        }
        catch (Exception ex) when (ex is MessagePackSerializationException or AmbiguousMatchException or NotSupportedException or TypeLoadException)
        {
            return new RefusedFormatter<T>(ex.Message);
        }
    }

    private static object Choose<T>()
    {
        Type type = typeof(T);
        if (BasicFormatters.Find(type) is { } basic) return basic;
        if (ShareFormatters.Find(type) is { } share) return share;
        if (Refusals.ReasonFor(type) is { } refused) return new RefusedFormatter<T>(refused);
        if (type.IsSZArray) return Make(typeof(ArrayFormatter<>), type.GetElementType()!);
        if (type.IsArray) return Make(typeof(GridFormatter<,>), type, type.GetElementType()!);
        if (type.IsEnum) return Make(typeof(EnumFormatter<,>), type, type.GetEnumUnderlyingType());
        if (type.IsGenericType && Generic.TryGetValue(type.GetGenericTypeDefinition(), out Type? formatter)) return Make(formatter, type.GenericTypeArguments);
        if (type.IsAssignableTo(typeof(ITuple)) && type.Namespace == nameof(System) && !type.IsInterface) return new TupleFormatter<T>();
        if (Contract.Of(type, contractless: false) is { } contract) return new ObjectFormatter<T>(contract);
        if (CollectionChoice.Find(type) is { } collection) return collection;
        if (Refusals.ReasonForUnknown(type) is { } unknown) return new RefusedFormatter<T>(unknown);
        return OfMembers<T>(type);
    }

    private static object OfMembers<T>(Type type)
    {
        try
        {
            return new ObjectFormatter<T>(Contract.Of(type, contractless: true)!);
        }
        catch (MessagePackSerializationException) when (RawLayout.IsRaw(type))
        {
            return Make(typeof(RawStructFormatter<>), type);
        }
    }

    private static object Make(Type definition, params Type[] arguments) =>
        Activator.CreateInstance(definition.MakeGenericType(arguments), Constructors, null, null, null)!;
}
