using System.Reflection;
using Cluster.Tasks.Values.Formatters;

namespace Cluster.Tasks.Values;

/// <summary>Chooses the formatter of a collection: by its interface, by the way in which it can be filled.</summary>
internal static class CollectionChoice
{
    /// <summary>The formatter, a <see cref="ValueFormatter{T}"/> of that type; null for what is no collection, or cannot be made again.</summary>
    internal static object? Find(Type type)
    {
        if (Implemented(type, typeof(IDictionary<,>)) is { } dictionary || (dictionary = Implemented(type, typeof(IReadOnlyDictionary<,>))) is not null)
            return Call(nameof(OfDictionary), [type, .. dictionary.GenericTypeArguments]);
        return Implemented(type, typeof(IEnumerable<>)) is { } sequence ? Call(nameof(OfSequence), [type, .. sequence.GenericTypeArguments]) : null;
    }

    // The interface, where the type has it for one set of arguments only.
    private static Type? Implemented(Type type, Type definition)
    {
        Type[] found = [.. type.GetInterfaces().Append(type).Where(one => one.IsGenericType && one.GetGenericTypeDefinition() == definition)];
        return found.Length == 1 ? found[0] : null;
    }

    private static DictionaryFormatter<TDictionary, TKey, TValue>? OfDictionary<TDictionary, TKey, TValue>()
        where TDictionary : IEnumerable<KeyValuePair<TKey, TValue>>
        where TKey : notnull
    {
        if (typeof(TDictionary).IsAssignableFrom(typeof(Dictionary<TKey, TValue>)))
            return new DictionaryFormatter<TDictionary, TKey, TValue>(count => new Dictionary<TKey, TValue>(count, Comparers<TKey>.Equality));
        if (typeof(TDictionary).IsAssignableTo(typeof(IDictionary<TKey, TValue>)) && CanBeCreated(typeof(TDictionary)))
            return new DictionaryFormatter<TDictionary, TKey, TValue>(_ => (IDictionary<TKey, TValue>)Activator.CreateInstance<TDictionary>());
        return null;
    }

    private static object? OfSequence<TCollection, T>()
        where TCollection : IEnumerable<T>
    {
        Type type = typeof(TCollection);
        if (type.IsInterface)
        {
            if (type.IsAssignableFrom(typeof(List<T>)))
            {
                // An array where nothing can be added anyway: it needs no second copy.
                return type.IsAssignableTo(typeof(ICollection<T>))
                    ? new CollectionFormatter<TCollection, T>(elements => (TCollection)(object)new List<T>(elements))
                    : new CollectionFormatter<TCollection, T>(elements => (TCollection)(object)elements);
            }

            return type.IsAssignableFrom(typeof(HashSet<T>))
                ? new CollectionFormatter<TCollection, T>(elements => (TCollection)(object)new HashSet<T>(elements, Comparers<T>.Equality))
                : null;
        }

        if (type == typeof(HashSet<T>)) return new CollectionFormatter<HashSet<T>, T>(elements => new HashSet<T>(elements, Comparers<T>.Equality));
        if (type.IsAbstract) return null;
        if ((Constructor(type, typeof(IEnumerable<T>)) ?? Constructor(type, typeof(IList<T>))) is { } constructor)
        {
            ConstructorInvoker make = ConstructorInvoker.Create(constructor);
            bool reverse = IsStack(type);
            return new CollectionFormatter<TCollection, T>(elements =>
            {
                if (reverse) Array.Reverse(elements);
                return (TCollection)make.Invoke(elements);
            });
        }

        if (!type.IsAssignableTo(typeof(ICollection<T>)) || !CanBeCreated(type)) return null;
        return new CollectionFormatter<TCollection, T>(elements =>
        {
            var collection = Activator.CreateInstance<TCollection>();
            foreach (T element in elements) ((ICollection<T>)collection).Add(element);
            return collection;
        });
    }

    // What was put in last comes out first, so that is the order in which it is written.
    private static bool IsStack(Type type) => type.IsGenericType
        && (type.GetGenericTypeDefinition() == typeof(Stack<>) || type.GetGenericTypeDefinition() == typeof(System.Collections.Concurrent.ConcurrentStack<>));

    private static ConstructorInfo? Constructor(Type type, Type parameter) => type.GetConstructors()
        .FirstOrDefault(constructor => constructor.GetParameters() is [{ } only] && only.ParameterType == parameter);

    private static bool CanBeCreated(Type type) => type is { IsAbstract: false, IsValueType: false } && type.GetConstructor([]) is not null;

    private static object? Call(string method, Type[] arguments) => typeof(CollectionChoice)
        .GetMethod(method, BindingFlags.Static | BindingFlags.NonPublic)!.MakeGenericMethod(arguments)
        .Invoke(null, BindingFlags.DoNotWrapExceptions, null, null, null);
}
