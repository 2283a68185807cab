using System.Runtime.InteropServices;
using Cluster.Jobs;
using Cluster.Numerics;
using Cluster.Workloads.MonteCarloPi;

namespace Cluster.Workloads.Probe;

/// <remarks>
/// A slice is a chunk's row of whatever arrays there are. The input is not read and the output is filled with zeros; the partial begins with the number of
/// points inside the quarter circle, a long.
/// </remarks>
internal sealed class ProbeJob(ulong seed, long chunks, long stages, long points, int partialBytes, ArrayLayout? output) : IJob
{
    /// <summary>2³¹ chunks of that many fill the 63 bits of a point's number.</summary>
    internal const long MostPoints = 1L << 32;

    private const int Block = 1 << 20;

    private readonly Philox4x32 _stream = new(seed, (uint)RandomStream.Samples);

    public ArrayLayout? Output => output;

    public bool IsIterative => stages > 1;

    public long? StageCount => stages;

    public ChunkPlan Plan(long? chunkSize) => ChunkPlan.Contiguous(chunks, ChunkSizes.Choose(chunks, chunkSize, byDefault: 1));

    public int PartialSize(in Chunk chunk) => partialBytes;

    public void Map(in MapContext context, Span<byte> partial)
    {
        Chunk chunk = context.Chunk;
        long inside = 0;
        for (long slice = chunk.Start; points > 0 && slice < chunk.Start + chunk.Count; slice++)
            inside += QuarterCircle.CountInside(_stream, slice * MostPoints, points);
        OutputView filled = context.Output;
        for (long start = 0; start < filled.Length; start += Block) filled.Block<double>(start, (int)Math.Min(Block, filled.Length - start)).Clear();
        MemoryMarshal.Write(partial, inside);
    }

    public IReduction StartReduction(ChunkPlan plan) => new ProbeReduction(stages);
}
