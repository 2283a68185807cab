using System.Runtime.CompilerServices;
using Cluster.Numerics;
using Cluster.Sharing;

namespace Cluster;

/// <summary>An array in memory that the processes of a pool have in common: what one writes, the others see.</summary>
/// <typeparam name="T">Type of the elements: numbers, or structs of numbers.</typeparam>
/// <remarks>
/// <para>
/// Give it to a task like any other argument, also inside of a tuple, a record or a list: a handle travels, not the elements. Lengths
/// and indexes have 64 bits. Elements start as zeros.
/// </para>
/// <para>
/// The process that made the array owns the memory, and gives it back in <see cref="Dispose"/>; calls that are under way keep it until they are
/// over. A worker need not dispose what it was given, and may keep it beyond the call. A slice is a view: disposing it leaves the array as it is.
/// </para>
/// <para>
/// Any number of threads and processes may use it at a time. Nothing is ordered between them, except by the atomic operations, a
/// <see cref="SharedLock"/>, a <see cref="SharedBarrier"/>, or the end of a task. Spans and references are valid until the array is disposed: as with
/// all memory outside of the managed heap, nobody may use them after that, and a check cannot help. A <see cref="Memory{T}"/> is checked.
/// </para>
/// </remarks>
public sealed class SharedArray<T> : IDisposable
    where T : unmanaged
{
    internal SharedArray(SharedElements<T> elements) => Elements = elements;

    /// <summary>How many elements there are.</summary>
    public long Length => Elements.Length;

    /// <summary>Lengths in each dimension; one for a vector. Their product is <see cref="Length"/>.</summary>
    public IReadOnlyList<long> Shape => Elements.Shape.Lengths;

    /// <summary>Which index runs fastest in memory: the last in <see cref="ArrayOrder.C"/> order, the first in <see cref="ArrayOrder.Fortran"/> order.</summary>
    public ArrayOrder Order => Elements.Shape.Order;

    internal SharedElements<T> Elements { get; }

    /// <summary>An element by its place in memory, counted from 0, whatever the shape.</summary>
    /// <param name="index">At least 0, less than <see cref="Length"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such element.</exception>
    /// <exception cref="ObjectDisposedException">The array is disposed.</exception>
    public ref T this[long index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref Elements.At(index);
    }

    /// <summary>An element by its index in each dimension.</summary>
    /// <param name="indexes">As many as <see cref="Shape"/> has lengths.</param>
    /// <exception cref="ArgumentException">There are more dimensions, or fewer.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such element.</exception>
    /// <exception cref="ObjectDisposedException">The array is disposed.</exception>
    public ref T this[params ReadOnlySpan<long> indexes] => ref Elements.At(indexes);

    /// <summary>All elements as a span, in the order of memory. Valid until the array is disposed.</summary>
    /// <exception cref="InvalidOperationException">There are more than 2³¹ − 1.</exception>
    /// <exception cref="ObjectDisposedException">The array is disposed.</exception>
    public Span<T> AsSpan() => Elements.Span();

    /// <summary>Some elements as a span. Valid until the array is disposed.</summary>
    /// <param name="start">The first.</param>
    /// <param name="length">How many.</param>
    /// <exception cref="ArgumentOutOfRangeException">Not all of them are in the array.</exception>
    /// <exception cref="ObjectDisposedException">The array is disposed.</exception>
    public Span<T> AsSpan(long start, int length) => Elements.Span(start, length);

    /// <summary>Some elements as memory, which asynchronous methods can take. Its span is refused once the array is disposed.</summary>
    /// <inheritdoc cref="AsSpan(long, int)"/>
    public Memory<T> AsMemory(long start, int length) => Elements.Memory(start, length);

    /// <summary>A vector of some elements, in the same memory.</summary>
    /// <param name="start">The first.</param>
    /// <param name="length">How many.</param>
    /// <exception cref="ArgumentOutOfRangeException">Not all of them are in the array.</exception>
    /// <exception cref="ObjectDisposedException">The array is disposed.</exception>
    public SharedArray<T> Slice(long start, long length) => new(Elements.Slice(start, length));

    /// <summary>Some slices along the slowest dimension, in the same memory: rows in C order, columns in Fortran order.</summary>
    /// <param name="start">The first.</param>
    /// <param name="count">How many.</param>
    /// <exception cref="ArgumentOutOfRangeException">Not all of them are in the array.</exception>
    /// <exception cref="ObjectDisposedException">The array is disposed.</exception>
    public SharedArray<T> Rows(long start, long count) => new(Elements.Rows(start, count));

    /// <summary>The same memory for reading: a worker that is given this cannot write to it, because its pages are protected.</summary>
    /// <exception cref="ObjectDisposedException">The array is disposed.</exception>
    public SharedReadOnlyArray<T> AsReadOnly() => new(Elements.View());

    /// <summary>Copies elements into the array.</summary>
    /// <param name="source">What is copied.</param>
    /// <param name="start">Place of the first.</param>
    /// <exception cref="ArgumentOutOfRangeException">They do not all fit.</exception>
    /// <exception cref="ObjectDisposedException">The array is disposed.</exception>
    public void CopyFrom(ReadOnlySpan<T> source, long start = 0) => Elements.CopyFrom(source, start);

    /// <summary>Copies elements out of the array, as many as there is room for.</summary>
    /// <param name="destination">Gets them; is filled.</param>
    /// <param name="start">The first.</param>
    /// <exception cref="ArgumentOutOfRangeException">The array has fewer from there on.</exception>
    /// <exception cref="ObjectDisposedException">The array is disposed.</exception>
    public void CopyTo(Span<T> destination, long start = 0) => Elements.CopyTo(destination, start);

    /// <summary>Sets every element.</summary>
    /// <exception cref="ObjectDisposedException">The array is disposed.</exception>
    public void Fill(T value) => Elements.Fill(value);

    /// <summary>Sets an element and gives what it was, as one step that no other thread or process can come between.</summary>
    /// <param name="index">At least 0, less than <see cref="Length"/>.</param>
    /// <param name="value">The new value.</param>
    /// <exception cref="NotSupportedException">An element does not have 1, 2, 4 or 8 bytes.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such element.</exception>
    /// <exception cref="ObjectDisposedException">The array is disposed.</exception>
    public T Exchange(long index, T value) => Atomic.Exchange(ref Elements.At(index), value);

    /// <summary>Sets an element if it is what is expected, and gives what it was, as one step. Compared are the bits.</summary>
    /// <param name="index">At least 0, less than <see cref="Length"/>.</param>
    /// <param name="value">The new value.</param>
    /// <param name="comparand">What the element must be for that.</param>
    /// <inheritdoc cref="Exchange"/>
    public T CompareExchange(long index, T value, T comparand) => Atomic.CompareExchange(ref Elements.At(index), value, comparand);

    /// <summary>Ends the use of the array in this process; where it was made, gives the memory back once no call uses it any more.</summary>
    public void Dispose() => Elements.Dispose();

    /// <summary>Creates an array of zeros, owned by this process.</summary>
    /// <param name="length">Elements; 0 is allowed.</param>
    /// <param name="fallbackDirectory">Private directory for the file that is used where there are no memory files.</param>
    /// <exception cref="IOException">There is not enough memory.</exception>
    internal static SharedArray<T> Create(long length, string fallbackDirectory)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        return new SharedArray<T>(SharedElements<T>.Create(SharedBlocks.OfThisProcess, SharedShape.Vector(length), fallbackDirectory));
    }

    /// <param name="shape">Lengths in each dimension.</param>
    /// <param name="order">Which index runs fastest.</param>
    /// <param name="fallbackDirectory">Private directory for the file that is used where there are no memory files.</param>
    /// <inheritdoc cref="Create(long, string)"/>
    internal static SharedArray<T> Create(ReadOnlySpan<long> shape, ArrayOrder order, string fallbackDirectory) =>
        new(SharedElements<T>.Create(SharedBlocks.OfThisProcess, new SharedShape(shape, order), fallbackDirectory));
}
