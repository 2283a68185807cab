using Cluster.Diagnostics;
using Cluster.Jobs;
using Cluster.Numerics;

namespace Cluster.DataPlane.Mapped;

/// <summary>Inputs in memory of this process: its own, or a segment that it has mapped. Nothing is copied.</summary>
/// <remarks>
/// Any number of threads. The pages of a chunk are made present when this process sees the chunk for the first time, in phase
/// <see cref="Phase.Map"/>, so that first touch is measured apart from computing.
/// </remarks>
internal sealed class MappedInputs : IChunkInputs
{
    private readonly IReadOnlyList<MappedArray> _arrays;
    private readonly IReadOnlyList<IDisposable> _owned;

    // Two threads may find the same chunk untouched; touching twice is harmless.
    private readonly bool[] _touched;

    /// <param name="arrays">One per input.</param>
    /// <param name="plan">Of the job.</param>
    /// <param name="owned">Disposed with this.</param>
    public MappedInputs(IReadOnlyList<MappedArray> arrays, ChunkPlan plan, IReadOnlyList<IDisposable> owned)
    {
        (_arrays, _owned) = (arrays, owned);
        bool mapped = false;
        foreach (MappedArray array in arrays) mapped |= array.Mapping is not null;
        _touched = mapped ? new bool[plan.Count] : [];
    }

    /// <summary>As they lie in memory, one per input.</summary>
    internal IReadOnlyList<MappedArray> Arrays => _arrays;

    public void Resolve(in Chunk chunk, Span<ArrayView> views, PhaseClock clock)
    {
        if (_touched.Length > 0 && !_touched[chunk.Index])
        {
            clock.Enter(Phase.Map);
            foreach (MappedArray array in _arrays) array.Touch(chunk);
            // Populating a strided or broadcast input touches all of it.
            if (chunk.Step != 1) Array.Fill(_touched, true);
            _touched[chunk.Index] = true;
        }

        for (int i = 0; i < views.Length; i++) views[i] = _arrays[i].View(chunk);
    }

    public void Dispose()
    {
        foreach (IDisposable owned in _owned) owned.Dispose();
    }
}
