using System.Runtime.CompilerServices;
using Cluster.Numerics;
using Cluster.Sharing;

namespace Cluster;

/// <summary>A shared array for reading: workers that are given it cannot write to its memory.</summary>
/// <typeparam name="T">Type of the elements: numbers, or structs of numbers.</typeparam>
/// <remarks>
/// Made by <see cref="SharedArray{T}.AsReadOnly"/>, of which it is a view; it ends with the array. In a worker its pages are mapped without write
/// permission, so code that goes around the type ends the worker instead of changing the data. The owner may still write through the array.
/// Spans and references are valid until either is disposed.
/// </remarks>
public sealed class SharedReadOnlyArray<T> : IDisposable
    where T : unmanaged
{
    internal SharedReadOnlyArray(SharedElements<T> elements) => Elements = elements;

    /// <inheritdoc cref="SharedArray{T}.Length"/>
    public long Length => Elements.Length;

    /// <inheritdoc cref="SharedArray{T}.Shape"/>
    public IReadOnlyList<long> Shape => Elements.Shape.Lengths;

    /// <inheritdoc cref="SharedArray{T}.Order"/>
    public ArrayOrder Order => Elements.Shape.Order;

    internal SharedElements<T> Elements { get; }

    /// <inheritdoc cref="SharedArray{T}.this[long]"/>
    public ref readonly T this[long index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref Elements.At(index);
    }

    /// <inheritdoc cref="SharedArray{T}.this[ReadOnlySpan{long}]"/>
    public ref readonly T this[params ReadOnlySpan<long> indexes] => ref Elements.At(indexes);

    /// <inheritdoc cref="SharedArray{T}.AsSpan()"/>
    public ReadOnlySpan<T> AsSpan() => Elements.Span();

    /// <inheritdoc cref="SharedArray{T}.AsSpan(long, int)"/>
    public ReadOnlySpan<T> AsSpan(long start, int length) => Elements.Span(start, length);

    /// <inheritdoc cref="SharedArray{T}.AsMemory"/>
    public ReadOnlyMemory<T> AsMemory(long start, int length) => Elements.Memory(start, length);

    /// <inheritdoc cref="SharedArray{T}.Slice"/>
    public SharedReadOnlyArray<T> Slice(long start, long length) => new(Elements.Slice(start, length));

    /// <inheritdoc cref="SharedArray{T}.Rows"/>
    public SharedReadOnlyArray<T> Rows(long start, long count) => new(Elements.Rows(start, count));

    /// <inheritdoc cref="SharedArray{T}.CopyTo"/>
    public void CopyTo(Span<T> destination, long start = 0) => Elements.CopyTo(destination, start);

    /// <summary>Ends the use of this view in this process; the array and its memory stay.</summary>
    public void Dispose() => Elements.Dispose();
}
