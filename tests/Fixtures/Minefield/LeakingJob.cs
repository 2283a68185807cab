using System.Runtime.InteropServices;
using Cluster.Jobs;

namespace Minefield;

internal sealed class LeakingJob(long chunks, long bytes) : IJob
{
    // Of the process, whichever instance of the job took it.
    private static readonly List<byte[]> s_kept = [];

    public ChunkPlan Plan(long? chunkSize) => ChunkPlan.Contiguous(chunks, 1);

    public int PartialSize(in Chunk chunk) => sizeof(double);

    public void Map(in MapContext context, Span<byte> partial)
    {
        byte[] block = new byte[bytes];
        // Touched, so that it is resident.
        block.AsSpan().Fill(1);
        s_kept.Add(block);
        MemoryMarshal.Write(partial, (double)bytes * s_kept.Count);
    }

    public IReduction StartReduction(ChunkPlan plan) => new LargestReduction();
}
