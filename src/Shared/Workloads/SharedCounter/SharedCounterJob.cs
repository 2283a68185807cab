using System.Runtime.InteropServices;
using Cluster.Jobs;

namespace Cluster.Workloads.SharedCounter;

//  partial   | increments made (long) | times that the lock was found taken (long) |
/// <remarks>A slice is an increment. What the counters hold in the end is the result; partials say what they should hold.</remarks>
internal sealed class SharedCounterJob(long increments, Discipline discipline) : IJob
{
    /// <summary>Workers that can have a counter of their own; the command line allows no more. Those beyond have one together.</summary>
    internal const int OwnCounters = 256;

    // What Pool.map of Python makes for four workers: of 1000 increments 16 chunks of 63, as in the source document.
    private const int Chunks = 16;

    // A tenth of a second at worst, so that a run of any length can be ended between two chunks.
    private const long MostPerChunk = 1_000_000;

    public int Counters => discipline == Discipline.PerWorker ? OwnCounters + 1 : 1;

    public ChunkPlan Plan(long? chunkSize)
    {
        long shares = Math.Clamp((increments / Chunks) + (increments % Chunks == 0 ? 0 : 1), 1, MostPerChunk);
        return ChunkPlan.Contiguous(increments, ChunkSizes.Choose(increments, chunkSize, shares));
    }

    public int PartialSize(in Chunk chunk) => 2 * sizeof(long);

    public void Map(in MapContext context, Span<byte> partial)
    {
        SharedCounters counters = context.Counters;
        (long count, long waits) = (context.Chunk.Count, 0);
        switch (discipline)
        {
            case Discipline.Unsynchronized: Increment.Unsynchronized(ref counters[0], count); break;
            case Discipline.StaleRead: waits = Increment.StaleRead(counters, count); break;
            case Discipline.Locked: waits = Increment.Locked(counters, count); break;
            case Discipline.Atomic: Increment.Atomic(ref counters[0], count); break;
            case Discipline.PerWorker when context.Worker < OwnCounters: Increment.Alone(ref counters[context.Worker], count); break;
            default: Increment.Atomic(ref counters[OwnCounters], count); break;
        }

        MemoryMarshal.Write(partial, count);
        MemoryMarshal.Write(partial[sizeof(long)..], waits);
    }

    public IReduction StartReduction(ChunkPlan plan) => new SharedCounterReduction(discipline);
}
