using Cluster.Numerics;

namespace Cluster.Sharing;

/// <summary>Lengths of an array in each dimension, their order in memory, and where an element is.</summary>
internal sealed class SharedShape
{
    /// <summary>As many dimensions as an array of the language may have.</summary>
    internal const int MostDimensions = 32;

    private readonly long[] _lengths;

    // Elements from one index to the next, per dimension.
    private readonly long[] _strides;

    /// <exception cref="ArgumentException">No dimension, too many, or more elements than 2⁶³ − 1.</exception>
    internal SharedShape(ReadOnlySpan<long> lengths, ArrayOrder order)
    {
        if (lengths.Length is 0 or > MostDimensions)
            throw new ArgumentException($"a shape has 1 to {MostDimensions} dimensions, not {lengths.Length}", nameof(lengths));
        if (order is not (ArrayOrder.C or ArrayOrder.Fortran)) throw new ArgumentOutOfRangeException(nameof(order), order, "not an order");
        foreach (long length in lengths) ArgumentOutOfRangeException.ThrowIfNegative(length, nameof(lengths));
        (_lengths, Order) = (lengths.ToArray(), order);
        _strides = new long[lengths.Length];
        Length = 1;
        for (int i = 0; i < lengths.Length; i++)
        {
            int dimension = order == ArrayOrder.C ? lengths.Length - 1 - i : i;
            _strides[dimension] = Length;
            Int128 product = (Int128)Length * lengths[dimension];
            Length = product <= long.MaxValue ? (long)product : throw new ArgumentException("the shape has more than 2⁶³ − 1 elements", nameof(lengths));
        }
    }

    /// <summary>Elements in all.</summary>
    internal long Length { get; }

    internal IReadOnlyList<long> Lengths => _lengths;

    internal ArrayOrder Order { get; }

    /// <summary>Elements from one index of the slowest dimension to the next.</summary>
    internal long SliceLength => _strides[Slowest];

    private int Slowest => Order == ArrayOrder.C ? 0 : _lengths.Length - 1;

    internal static SharedShape Vector(long length) => new([length], ArrayOrder.C);

    /// <summary>Place of an element, from 0.</summary>
    /// <exception cref="ArgumentException">Not as many indexes as there are dimensions.</exception>
    internal long PlaceOf(ReadOnlySpan<long> indexes)
    {
        if (indexes.Length != _lengths.Length)
            throw new ArgumentException($"the array has {_lengths.Length} dimensions, not {indexes.Length}", nameof(indexes));
        long place = 0;
        for (int i = 0; i < indexes.Length; i++)
        {
            if ((ulong)indexes[i] >= (ulong)_lengths[i])
                throw new ArgumentOutOfRangeException(nameof(indexes), indexes[i], $"index {i} must be at least 0 and less than {_lengths[i]:N0}");
            place += indexes[i] * _strides[i];
        }

        return place;
    }

    /// <summary>The same with another length in the slowest dimension.</summary>
    internal SharedShape Rows(long start, long count)
    {
        long most = _lengths[Slowest];
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, most - start);
        long[] lengths = [.. _lengths];
        lengths[Slowest] = count;
        return new SharedShape(lengths, Order);
    }
}
