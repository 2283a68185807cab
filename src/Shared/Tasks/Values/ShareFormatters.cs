using System.Collections.Concurrent;
using System.Reflection;
using Cluster.Sharing;
using Cluster.Tasks.Values.Formatters;

namespace Cluster.Tasks.Values;

/// <summary>Types that travel by handle.</summary>
/// <remarks>
/// <see cref="Add"/> is for one that is declared in a higher layer: its formatter writes what names it, and finds it again through
/// <see cref="ValueScope.Context"/>. Called before the first value of that type, by whoever loads the layer.
/// </remarks>
internal static class ShareFormatters
{
    private static readonly ConcurrentDictionary<Type, Func<Type, object>> Definitions = new()
    {
        [typeof(SharedArray<>)] = static type => Make(nameof(OfArray), type),
        [typeof(SharedReadOnlyArray<>)] = static type => Make(nameof(OfReadOnlyArray), type),
        [typeof(SharedValue<>)] = static type => Make(nameof(OfValue), type),
        [typeof(Resident<>)] = static type => Make(nameof(OfResident), type),
        [typeof(TaskQueue<>)] = static type => Make(nameof(OfQueue), type),
        [typeof(SharedLock)] = static _ => new ShareFormatter<SharedLock>(held => held.Reference, reference => new SharedLock(reference), LockWords.Size),
        [typeof(SharedBarrier)] = static _ =>
            new ShareFormatter<SharedBarrier>(barrier => barrier.Reference, reference => new SharedBarrier(reference), BarrierWords.Size),
    };

    /// <param name="definition">A type, or a generic type without arguments.</param>
    /// <param name="make">Makes the <see cref="ValueFormatter{T}"/> of a type of that definition.</param>
    internal static void Add(Type definition, Func<Type, object> make) => Definitions[definition] = make;

    /// <summary>The formatter, or null.</summary>
    internal static object? Find(Type type) =>
        Definitions.TryGetValue(type.IsGenericType ? type.GetGenericTypeDefinition() : type, out Func<Type, object>? make) ? make(type) : null;

    private static object Make(string method, Type type) => typeof(ShareFormatters)
        .GetMethod(method, BindingFlags.Static | BindingFlags.NonPublic)!.MakeGenericMethod(type.GenericTypeArguments)
        .Invoke(null, BindingFlags.DoNotWrapExceptions, null, null, null)!;

    private static ShareArrayFormatter<SharedArray<T>, T> OfArray<T>()
        where T : unmanaged => new(array => array.Elements, elements => new SharedArray<T>(elements), writable: true);

    private static ShareArrayFormatter<SharedReadOnlyArray<T>, T> OfReadOnlyArray<T>()
        where T : unmanaged => new(array => array.Elements, elements => new SharedReadOnlyArray<T>(elements), writable: false);

    private static ResidentFormatter<T> OfResident<T>() => new();

    private static TaskQueueFormatter<T> OfQueue<T>() => new();

    private static ShareFormatter<SharedValue<T>> OfValue<T>()
        where T : unmanaged => new(shared => shared.Reference, reference => new SharedValue<T>(reference), SharedValue<T>.ByteLength);
}
