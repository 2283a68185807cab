using Cluster.DataPlane.Mapped;
using Cluster.Jobs;
using Cluster.Memory;
using Cluster.Protocol.Messages;

namespace Cluster.Coordinator.Execution;

/// <summary>One input in this process's memory, and in a segment where workers are to map it.</summary>
/// <remarks>Owned by its <see cref="JobArrays"/>.</remarks>
internal sealed class StoredInput : IDisposable
{
    private readonly SharedSegment? _segment;
    private readonly NativeBuffer? _buffer;
    private readonly long _offset;

    /// <summary>In a segment.</summary>
    /// <param name="input">What it is.</param>
    /// <param name="segment">Owned from now on.</param>
    /// <param name="offset">Of the array in the segment.</param>
    internal StoredInput(JobInput input, SharedSegment segment, long offset) => (Input, _segment, _offset) = (input, segment, offset);

    /// <summary>In memory of this process alone.</summary>
    internal StoredInput(JobInput input, NativeBuffer buffer) => (Input, _buffer) = (input, buffer);

    internal JobInput Input { get; }

    /// <summary>Bytes that workers can map; 0 for memory of this process alone.</summary>
    internal long SharedBytes => _segment is null ? 0 : Input.Layout.ByteLength;

    /// <summary>Where its pages come from.</summary>
    internal SegmentPages Pages => _buffer?.Pages ?? _segment!.Pages;

    /// <summary>The array as this process sees it.</summary>
    internal MappedArray Here => _buffer is not null
        ? new MappedArray(Input.Layout, Input.Use, _buffer.Address)
        : new MappedArray(Input.Layout, Input.Use, _segment!.Memory.Address + (nint)_offset, _segment.Memory.IsWritable ? null : _segment.Memory, _offset,
            // Memory of our own cannot shrink; a user's file can, and each chunk looks.
            _segment.Memory.IsWritable ? null : _segment.CheckLength);

    /// <summary>What a worker is told about it.</summary>
    /// <param name="inline">Its bytes will travel through the connection.</param>
    internal ArrayBinding Binding(bool inline) => inline
        ? new ArrayBinding(Input.Layout, Input.Use, null, 0)
        : new ArrayBinding(Input.Layout, Input.Use, (_segment ?? throw new InvalidOperationException("the input is not in a segment")).Handle, _offset);

    /// <summary>Part of the array for filling.</summary>
    internal Span<byte> Bytes(long offset, int length) => _buffer is not null ? _buffer.Span(offset, length) : _segment!.Memory.Write(_offset + offset, length);

    /// <summary>The data is in place.</summary>
    internal void Seal() => _segment?.Seal();

    public void Dispose()
    {
        _segment?.Dispose();
        _buffer?.Dispose();
    }
}
