using Cluster.Jobs;
using Cluster.Memory;
using Cluster.Numerics;

namespace Cluster.DataPlane.Mapped;

/// <summary>An input that lies in memory of this process.</summary>
/// <param name="Layout">Of the whole array.</param>
/// <param name="Use">What a chunk sees of it.</param>
/// <param name="Address">Of its first element.</param>
/// <param name="Mapping">The mapping that holds it, when pages must be made present before use; null for ordinary memory.</param>
/// <param name="Offset">Of the array in that mapping, in bytes.</param>
/// <param name="Check">Throws a fault when the memory is not all there any more; null for memory that cannot shrink.</param>
internal sealed record MappedArray(
    ArrayLayout Layout, InputUse Use, nint Address, MappedMemory? Mapping = null, long Offset = 0, Action? Check = null)
{
    /// <summary>What <paramref name="chunk"/> sees.</summary>
    internal ArrayView View(in Chunk chunk)
    {
        Check?.Invoke();
        return Use == InputUse.Broadcast
            ? new ArrayView(Address, Layout, Layout.Slices, 1)
            : new ArrayView(Address + (nint)(chunk.Start * Layout.SliceBytes), Layout, chunk.Count, chunk.Step);
    }

    /// <summary>Makes this process's page-table entries for what <paramref name="chunk"/> sees.</summary>
    internal void Touch(in Chunk chunk)
    {
        bool all = Use == InputUse.Broadcast || chunk.Step != 1;
        if (all) Mapping?.Populate(Offset, Layout.ByteLength);
        else Mapping?.Populate(Offset + (chunk.Start * Layout.SliceBytes), chunk.Count * Layout.SliceBytes);
    }
}
