namespace Cluster.Tasks.Values;

/// <summary>How keys are compared in tables that were read, and which tables may be written.</summary>
/// <remarks>
/// Keys of known types are hashed so that nobody outside can choose keys that collide; others, records and tuples, by their own code. A comparer
/// does not travel: a table with one of its own would find other keys on the other side, so it is refused.
/// </remarks>
internal static class Comparers<TKey>
{
    internal static readonly IEqualityComparer<TKey> Equality = Safe();

    /// <param name="comparer">Value of the collection's <c>Comparer</c>.</param>
    internal static void Check(object? comparer)
    {
        bool usual = comparer is null || ReferenceEquals(comparer, EqualityComparer<TKey>.Default)
            || ReferenceEquals(comparer, Comparer<TKey>.Default) || ReferenceEquals(comparer, Equality) || ReferenceEquals(comparer, StringComparer.Ordinal);
        if (usual) return;
        string name = TypeNames.Of(comparer!.GetType());
        throw new ValueException($"it has a comparer of its own ({name}), which does not travel; send the elements, and make the collection in the task");
    }

    private static IEqualityComparer<TKey> Safe()
    {
        try
        {
            return ValueCodec.Security.GetEqualityComparer<TKey>();
        }
        catch (TypeAccessException)
        {
            return EqualityComparer<TKey>.Default;
        }
    }
}
