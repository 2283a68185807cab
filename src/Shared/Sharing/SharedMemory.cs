using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Cluster.Sharing;

/// <summary>Part of a shared array as <see cref="Memory{T}"/>: asks for the span each time, so that one taken after disposal is refused.</summary>
internal sealed unsafe class SharedMemory<T>(SharedElements<T> elements, long start, int length) : MemoryManager<T>
    where T : unmanaged
{
    private readonly Stack<SharedBlock> _pinned = new();

    public override Span<T> GetSpan() => elements.Span(start, length);

    /// <summary>The memory stays where it is in any case; while it is pinned it also stays mapped.</summary>
    public override MemoryHandle Pin(int elementIndex = 0)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)elementIndex, (uint)length);
        SharedBlock block = elements.Block.Acquire();
        lock (_pinned) _pinned.Push(block);
        var first = (T*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(GetSpan()));
        return new MemoryHandle(first + elementIndex, default, this);
    }

    public override void Unpin()
    {
        SharedBlock block;
        lock (_pinned) block = _pinned.Pop();
        block.Release();
    }

    // The array owns the memory.
    protected override void Dispose(bool disposing)
    {
    }
}
