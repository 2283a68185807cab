using System.Runtime.InteropServices;
using Cluster.Jobs;
using Cluster.Numerics;

namespace FaultyJobs;

internal sealed class FaultyRowsJob(ArrayLayout numbers, long poison, PoisonWay way) : IJob
{
    // Long enough for its middle to be far from its ends.
    private const int PartialNumbers = 64;

    // FaultPlan.HookName, which this assembly cannot see.
    private const string HookName = "Cluster.TestKit.Crashes.Hook";

    public ArrayLayout? Output => numbers;

    public ChunkPlan Plan(long? chunkSize) =>
        ChunkPlan.Contiguous(numbers.Slices, ChunkSizes.Choose(numbers.Slices, chunkSize, ChunkSizes.Default(numbers, sizeof(double))));

    public int PartialSize(in Chunk chunk) => PartialNumbers * sizeof(double);

    public int PartialLength(ReadOnlySpan<byte> partial)
    {
        Reach("Encode");
        return partial.Length;
    }

    public void Map(in MapContext context, Span<byte> partial)
    {
        Reach("Run");
        if (context.Chunk.Index == poison) Poison.Take(way);
        int count = (int)context.Chunk.Count;
        ReadOnlySpan<double> from = context.Inputs[0].Block<double>(0, count);
        Span<double> to = context.Output.Block<double>(0, count);
        Span<double> sums = MemoryMarshal.Cast<byte, double>(partial);
        for (int i = 0; i < count; i++)
        {
            if (i == count / 2) Reach("SlotHalf");
            sums[i % PartialNumbers] += to[i] = from[i] / 2;
        }
    }

    public IReduction StartReduction(ChunkPlan plan) => new SumsReduction(numbers);

    // Only a worker that is to fail has it.
    private static void Reach(string point) => (AppContext.GetData(HookName) as Action<string>)?.Invoke(point);
}
