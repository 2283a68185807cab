namespace Cluster.Workloads.Allocate;

/// <summary>A stretch of a long list, and the rest of it.</summary>
/// <remarks>
/// One array for all would be a large object. Those belong to the oldest generation from the start: only a full collection frees them, and
/// until then they keep alive what they refer to.
/// </remarks>
internal sealed class ListBlock<T>(T[] items, ListBlock<T>? rest)
{
    public T[] Items => items;

    public ListBlock<T>? Rest => rest;
}
