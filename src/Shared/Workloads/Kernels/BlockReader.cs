using System.Runtime.CompilerServices;
using Cluster.Numerics;

namespace Cluster.Workloads.Kernels;

/// <summary>Reads the elements of a view in order, as blocks of contiguous memory.</summary>
/// <remarks>
/// A contiguous view is shown as it lies; the slices of a strided one are gathered in a buffer. Every block but the last is a multiple of
/// <see cref="FloatSums.Lanes"/> long, so a strided view has the same sum, to the bit, as a contiguous copy of its elements.
/// </remarks>
/// <param name="view">Its memory must stay mapped while blocks are in use.</param>
/// <param name="buffer">
/// <see cref="BufferLength"/> elements, or none if the view is contiguous. A block that was gathered is valid until the next one.
/// </param>
internal ref struct BlockReader<T>(ArrayView view, Span<T> buffer)
    where T : unmanaged
{
    /// <summary>16 KiB of doubles: stays in the first-level cache beside what is gathered.</summary>
    public const int BufferLength = 32 * FloatSums.Lanes;

    // Any large multiple of the lanes: spans count in 31 bits, views in 63.
    private const int LargestBlock = 1 << 30;

    private readonly ArrayView _view = view;
    private readonly Span<T> _buffer = buffer;
    private long _position;

    public bool Next(out ReadOnlySpan<T> block)
    {
        long left = _view.Length - _position;
        if (_view.IsContiguous)
        {
            block = _view.Block<T>(_position, (int)Math.Min(left, LargestBlock));
        }
        else
        {
            Span<T> gathered = _buffer[..(int)Math.Min(left, BufferLength)];
            if (_view.Layout.SliceLength == 1) GatherElements(gathered);
            else GatherSlices(gathered);
            block = gathered;
        }

        _position += block.Length;
        return !block.IsEmpty;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly unsafe void GatherElements(Span<T> destination)
    {
        T* source = (T*)_view.Address + (_position * _view.Step);
        for (int i = 0; i < destination.Length; i++, source += _view.Step) destination[i] = *source;
    }

    private readonly unsafe void GatherSlices(Span<T> destination)
    {
        (long slice, long offset) = Math.DivRem(_position, _view.Layout.SliceLength);
        while (!destination.IsEmpty)
        {
            int count = (int)Math.Min(destination.Length, _view.Layout.SliceLength - offset);
            T* source = (T*)_view.Address + (slice * _view.Step * _view.Layout.SliceLength) + offset;
            new ReadOnlySpan<T>(source, count).CopyTo(destination);
            destination = destination[count..];
            (slice, offset) = (slice + 1, 0);
        }
    }
}
