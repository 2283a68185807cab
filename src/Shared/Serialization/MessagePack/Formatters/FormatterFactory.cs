using System.Runtime.CompilerServices;
using Cluster.Serialization.Contracts;

namespace MessagePack.Formatters;

/// <summary>Chooses the formatter of a type.</summary>
internal static class FormatterFactory
{
    private static readonly Dictionary<Type, Type> Generic = new()
    {
        [typeof(Nullable<>)] = typeof(NullableFormatter<>),
        [typeof(List<>)] = typeof(ListFormatter<>),
        [typeof(IReadOnlyList<>)] = typeof(ReadOnlyListFormatter<>),
        [typeof(Dictionary<,>)] = typeof(DictionaryFormatter<,>),
        [typeof(IReadOnlyDictionary<,>)] = typeof(ReadOnlyDictionaryFormatter<,>),
    };

    public static IMessagePackFormatter<T> Create<T>(bool contractless)
    {
        Type type = typeof(T);
        if (BuiltinFormatters.Find(type) is IMessagePackFormatter<T> builtin) return builtin;
        if (type.IsSZArray) return Make<T>(typeof(ArrayFormatter<>), type.GetElementType()!);
        if (type.IsEnum) return Make<T>(typeof(EnumFormatter<,>), type, type.GetEnumUnderlyingType());
        if (type.IsGenericType && Generic.TryGetValue(type.GetGenericTypeDefinition(), out Type? formatter))
            return Make<T>(formatter, type.GenericTypeArguments);
        if (type.IsValueType && type.IsAssignableTo(typeof(ITuple)) && type.Namespace == nameof(System))
            return new TupleFormatter<T>();
        if (Contract.Of(type, contractless) is { } contract) return ObjectFormatter.Create<T>(contract)!;
        throw new MessagePackSerializationException(
            $"{type.FullName} is not registered: it needs [MessagePackObject] or [DataContract], or cannot be serialized at all.");
    }

    private static IMessagePackFormatter<T> Make<T>(Type definition, params Type[] arguments) =>
        (IMessagePackFormatter<T>)Activator.CreateInstance(definition.MakeGenericType(arguments))!;
}
