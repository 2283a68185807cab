using System.Numerics;
using Cluster.Sharing;

namespace Cluster;

/// <summary>Additions to shared numbers, each one step that no other thread or process can come between.</summary>
/// <remarks>
/// Integers of 32 and 64 bits take one instruction; other numbers of up to 8 bytes, <see cref="double"/> among them, are compared and exchanged until
/// nobody came between, so the order of additions, and with it the last bits of a sum of floating-point numbers, depends on timing.
/// </remarks>
public static class SharedArithmetic
{
    /// <summary>Adds to an element and gives the sum.</summary>
    /// <typeparam name="T">A number of 1, 2, 4 or 8 bytes.</typeparam>
    /// <param name="array">Holds the element.</param>
    /// <param name="index">Its place.</param>
    /// <param name="value">What is added; integers wrap around.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such element.</exception>
    /// <exception cref="NotSupportedException">The number has another size.</exception>
    /// <exception cref="ObjectDisposedException">The array is disposed.</exception>
    public static T Add<T>(this SharedArray<T> array, long index, T value)
        where T : unmanaged, INumber<T> => Atomic.Add(ref array.Elements.At(index), value);

    /// <summary>Adds 1 to an element and gives the sum.</summary>
    /// <inheritdoc cref="Add{T}(SharedArray{T}, long, T)"/>
    public static T Increment<T>(this SharedArray<T> array, long index)
        where T : unmanaged, INumber<T> => array.Add(index, T.One);

    /// <summary>Subtracts 1 from an element and gives the difference.</summary>
    /// <inheritdoc cref="Add{T}(SharedArray{T}, long, T)"/>
    public static T Decrement<T>(this SharedArray<T> array, long index)
        where T : unmanaged, INumber<T> => array.Add(index, unchecked(T.Zero - T.One));

    /// <summary>Adds to the value and gives the sum.</summary>
    /// <typeparam name="T">A number of 1, 2, 4 or 8 bytes.</typeparam>
    /// <param name="shared">Holds the value.</param>
    /// <param name="value">What is added; integers wrap around.</param>
    /// <exception cref="NotSupportedException">The number has another size.</exception>
    /// <exception cref="ObjectDisposedException">The value is disposed.</exception>
    public static T Add<T>(this SharedValue<T> shared, T value)
        where T : unmanaged, INumber<T> => Atomic.Add(ref shared.Place, value);

    /// <summary>Adds 1 to the value and gives the sum.</summary>
    /// <inheritdoc cref="Add{T}(SharedValue{T}, T)"/>
    public static T Increment<T>(this SharedValue<T> shared)
        where T : unmanaged, INumber<T> => shared.Add(T.One);

    /// <summary>Subtracts 1 from the value and gives the difference.</summary>
    /// <inheritdoc cref="Add{T}(SharedValue{T}, T)"/>
    public static T Decrement<T>(this SharedValue<T> shared)
        where T : unmanaged, INumber<T> => shared.Add(unchecked(T.Zero - T.One));
}
