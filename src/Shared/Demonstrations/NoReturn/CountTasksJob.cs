using System.Runtime.InteropServices;
using Cluster.Jobs;

namespace Cluster.Demonstrations.NoReturn;

/// <remarks>The partial is the process and its own counter after the task: 16 bytes. That there is a partial counts the task.</remarks>
internal sealed class CountTasksJob(long tasks) : IJob
{
    public ChunkPlan Plan(long? chunkSize) => ChunkPlan.Contiguous(tasks, 1);

    public int PartialSize(in Chunk chunk) => 2 * sizeof(long);

    public void Map(in MapContext context, Span<byte> partial)
    {
        GlobalCounter.Value++;
        Span<long> report = MemoryMarshal.Cast<byte, long>(partial);
        (report[0], report[1]) = (Environment.ProcessId, GlobalCounter.Value);
    }

    public IReduction StartReduction(ChunkPlan plan) => new CountTasksReduction(plan.Count);
}
