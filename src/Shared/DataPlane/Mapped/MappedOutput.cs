using Cluster.Diagnostics;
using Cluster.Jobs;
using Cluster.Memory;
using Cluster.Numerics;

namespace Cluster.DataPlane.Mapped;

/// <summary>An output array in memory of this process: its own, or a segment that it has mapped for writing. Nothing is copied.</summary>
/// <remarks>Any number of threads, each with chunks of its own. First touch is made per chunk, in phase <see cref="Phase.Map"/>.</remarks>
internal sealed class MappedOutput : IChunkOutput
{
    private readonly nint _address;
    private readonly ArrayLayout _layout;
    private readonly MappedMemory? _mapping;
    private readonly bool _owns;
    private readonly bool[] _touched;

    /// <param name="address">Of the first element.</param>
    /// <param name="layout">Of the whole array.</param>
    /// <param name="plan">Of the job.</param>
    /// <param name="mapping">The mapping that begins at <paramref name="address"/>, when its pages must be made present; null for ordinary memory.</param>
    /// <param name="owns">Whether the mapping is disposed with this.</param>
    public MappedOutput(nint address, ArrayLayout layout, ChunkPlan plan, MappedMemory? mapping, bool owns)
    {
        (_address, _layout, _mapping, _owns) = (address, layout, mapping, owns);
        _touched = mapping is null ? [] : new bool[plan.Count];
    }

    public OutputView Begin(in Chunk chunk, PhaseClock clock)
    {
        long offset = chunk.Start * _layout.SliceBytes;
        if (_touched.Length > 0 && !_touched[chunk.Index])
        {
            clock.Enter(Phase.Map);
            _mapping!.PopulateForWriting(offset, chunk.Count * _layout.SliceBytes);
            _touched[chunk.Index] = true;
        }

        return new OutputView(_address + (nint)offset, _layout, chunk.Count);
    }

    public void Finish(in Chunk chunk, PhaseClock clock)
    {
    }

    public void Dispose()
    {
        if (_owns) _mapping?.Dispose();
    }
}
