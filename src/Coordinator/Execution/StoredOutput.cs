using Cluster.DataPlane.Mapped;
using Cluster.Jobs;
using Cluster.Memory;
using Cluster.Numerics;
using Cluster.Protocol.Messages;

namespace Cluster.Coordinator.Execution;

/// <summary>The output array of a job in this process's memory, and in a segment where workers are to write to it.</summary>
/// <remarks>Owned by its <see cref="JobArrays"/>. One run at a time writes to it; the next one overwrites it.</remarks>
internal sealed class StoredOutput : IDisposable
{
    private readonly SharedSegment? _segment;
    private readonly NativeBuffer? _buffer;

    /// <param name="layout">Of the array.</param>
    /// <param name="segment">Owned from now on.</param>
    internal StoredOutput(ArrayLayout layout, SharedSegment segment) => (Layout, _segment) = (layout, segment);

    /// <summary>In memory of this process alone.</summary>
    internal StoredOutput(ArrayLayout layout, NativeBuffer buffer) => (Layout, _buffer) = (layout, buffer);

    internal ArrayLayout Layout { get; }

    /// <summary>Where its pages come from.</summary>
    internal SegmentPages Pages => _buffer?.Pages ?? _segment!.Pages;

    /// <summary>All of it.</summary>
    internal MemoryRange Memory => new(_buffer?.Address ?? _segment!.Memory.Address, Layout.ByteLength);

    /// <summary>For code that computes in this process.</summary>
    internal MappedOutput Here(ChunkPlan plan) => new(Memory.Address, Layout, plan, _segment?.Memory, owns: false);

    /// <summary>What a worker is told about it.</summary>
    /// <param name="inline">Its bytes will travel through the connection.</param>
    internal ArrayBinding Binding(bool inline) => new(
        Layout, InputUse.Sliced, inline ? null : (_segment ?? throw new InvalidOperationException("the output is not in a segment")).Handle, 0);

    /// <summary>Where <paramref name="chunk"/> writes.</summary>
    internal MemoryRange Of(in Chunk chunk) => new(Memory.Address + (nint)(chunk.Start * Layout.SliceBytes), chunk.Count * Layout.SliceBytes);

    /// <summary>Fills it with a pattern that no job writes, so that a run which leaves something out cannot pass with what the last one wrote.</summary>
    internal void Poison()
    {
        const int Block = 64 << 20;
        MemoryRange memory = Memory;
        for (long offset = 0; offset < memory.Length; offset += Block) memory.Span(offset, (int)Math.Min(Block, memory.Length - offset)).Fill(0xA5);
    }

    public void Dispose()
    {
        _segment?.Dispose();
        _buffer?.Dispose();
    }
}
