using System.Reflection;
using System.Runtime.InteropServices;
using MessagePack;

namespace Cluster.Tasks.Values.Formatters;

/// <summary>A collection of any other kind, or an interface of one: its elements in their order.</summary>
/// <param name="make">Makes the collection of the elements, which it may keep.</param>
internal sealed class CollectionFormatter<TCollection, T>(Func<T[], TCollection> make) : ValueFormatter<TCollection?>
    where TCollection : IEnumerable<T>
{
    private static readonly PropertyInfo? Comparer = typeof(TCollection).GetProperty("Comparer");

    internal override void Write(ref MessagePackWriter writer, TCollection? value, ValueScope scope)
    {
        switch (value)
        {
            case null:
                writer.WriteNil();
                break;
            case T[] array:
                ElementBlock<T>.Write(ref writer, array, scope);
                break;
            case List<T> list:
                ElementBlock<T>.Write(ref writer, CollectionsMarshal.AsSpan(list), scope);
                break;
            default:
                if (Comparer is not null) Comparers<T>.Check(Comparer.GetValue(value));
                else if (value is HashSet<T> set) Comparers<T>.Check(set.Comparer);
                ElementBlock<T>.Write(ref writer, value.ToArray(), scope);
                break;
        }
    }

    internal override TCollection? Read(ref MessagePackReader reader, ValueScope scope) =>
        reader.TryReadNil() ? default : make(ElementBlock<T>.Read(ref reader, scope));
}
