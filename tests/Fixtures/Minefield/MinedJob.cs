using System.Diagnostics;
using System.Runtime.InteropServices;
using Cluster.Jobs;

namespace Minefield;

internal sealed class MinedJob(long chunks, long first, long second) : IJob
{
    public ChunkPlan Plan(long? chunkSize) => ChunkPlan.Contiguous(chunks, 1);

    public int PartialSize(in Chunk chunk) => sizeof(double);

    public void Map(in MapContext context, Span<byte> partial)
    {
        if (context.Chunk.Start == first || context.Chunk.Start == second) Process.GetCurrentProcess().Kill();
        MemoryMarshal.Write(partial, (double)context.Chunk.Start);
    }

    public IReduction StartReduction(ChunkPlan plan) => new SumReduction();
}
