using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Cluster.Jobs;
using Cluster.Numerics;
using Cluster.Numerics.Lanes;

namespace Cluster.Workloads.GaussianMixture;

/// <summary>EM for a mixture of Gaussians: one stage to read the initial means, then one per iteration.</summary>
/// <remarks>
/// Data-parallel: a slice is a point; a chunk yields the statistics of all components over its points. Model-parallel: a slice of the plan
/// is a component and every chunk sees all points; it computes all densities, which the responsibilities need, and the statistics of its
/// own components. For state and partials see <see cref="MixtureShape"/>. In the first stage the state is empty, and the partial holds, as the
/// statistics of component k, a one and the k-th initial row, if that row is the chunk's.
/// </remarks>
internal sealed class GaussianMixtureJob(MixtureShape shape, MixtureSettings settings, ulong seed) : IJob
{
    // 16,384 points in two dimensions: 50 µs of work with four components. A chunk is read once per iteration; no cache needs to hold it.
    private const long ChunkBytes = 256 << 10;

    // A partial is sent and reduced once per iteration.
    private const long InputBytesPerPartialByte = 64;

    private readonly long[] _initialRows = InitialRows.Pick(seed, shape.Points, shape.Components);

    public bool IsIterative => true;

    public ChunkPlan Plan(long? chunkSize)
    {
        if (settings.ModelParallel)
        {
            long components = ChunkSizes.Choose(shape.Components, chunkSize, 1);
            return ChunkPlan.Contiguous(shape.Components, Math.Min(components, shape.Components));
        }

        long bytes = Math.Max(ChunkBytes, InputBytesPerPartialByte * PartialBytes(shape.Components));
        long points = Math.Max(bytes / (shape.Dimensions * sizeof(double)), (shape.Points / int.MaxValue) + 1);
        return ChunkPlan.Contiguous(shape.Points, ChunkSizes.Choose(shape.Points, chunkSize, points));
    }

    public int PartialSize(in Chunk chunk) => PartialBytes(ComponentsOf(chunk));

    public unsafe void Map(in MapContext context, Span<byte> partial)
    {
        ArrayView view = context.Inputs[0];
        Chunk chunk = context.Chunk;
        Span<double> statistics = MemoryMarshal.Cast<byte, double>(partial);
        ReadOnlySpan<double> state = MemoryMarshal.Cast<byte, double>(context.State);
        if (state.IsEmpty)
        {
            PickRows(view, chunk, statistics);
            return;
        }

        if (state.Length != shape.Components * shape.ParametersOfComponent)
            throw new InvalidOperationException($"a state of {state.Length} numbers");
        int first = settings.ModelParallel ? (int)chunk.Start : 0;
        fixed (double* parameters = state, sums = statistics)
        {
            var points = (double*)view.Address;
            if (Vector512.IsHardwareAccelerated)
                MixtureKernel<Lanes512>.Add(shape, points, view.Count, parameters, first, ComponentsOf(chunk), sums);
            else if (Vector256.IsHardwareAccelerated)
                MixtureKernel<Lanes256>.Add(shape, points, view.Count, parameters, first, ComponentsOf(chunk), sums);
            else MixtureKernel<Lane>.Add(shape, points, view.Count, parameters, first, ComponentsOf(chunk), sums);
        }
    }

    public IReduction StartReduction(ChunkPlan plan) => new GaussianMixtureReduction(shape, settings);

    private void PickRows(in ArrayView view, in Chunk chunk, Span<double> statistics)
    {
        int firstComponent = settings.ModelParallel ? (int)chunk.Start : 0;
        long firstPoint = settings.ModelParallel ? 0 : chunk.Start;
        for (int i = 0; i < ComponentsOf(chunk); i++)
        {
            long row = _initialRows[firstComponent + i] - firstPoint;
            if (row < 0 || row >= view.Count) continue;
            Span<double> ofComponent = statistics.Slice(i * shape.StatisticsOfComponent, shape.StatisticsOfComponent);
            ofComponent[0] = 1;
            view.Slice<double>(row).CopyTo(ofComponent[1..]);
        }
    }

    private int ComponentsOf(in Chunk chunk) => settings.ModelParallel ? (int)chunk.Count : shape.Components;

    private int PartialBytes(int components) => checked(((components * shape.StatisticsOfComponent) + 1) * sizeof(double));
}
