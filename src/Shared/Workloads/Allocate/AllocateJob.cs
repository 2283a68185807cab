using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Cluster.Jobs;
using Cluster.Numerics.Functions;
using Cluster.Workloads.Kernels;

namespace Cluster.Workloads.Allocate;

//  partial   | sum (double) | collections by generation (3 × long) | pauses (long, in units of 100 ns) |
/// <remarks>
/// A slice is a round. As in the source document a round first makes a list that holds one number <c>count</c> times, then a list of as many new
/// objects, one per result, all alive until the round ends; or, with <paramref name="held"/>, lists of so many, each dropped when the next begins,
/// so that objects die young. Lists that are let go are collected when the runtime sees fit: a process was seen to hold twice
/// <see cref="BytesPerObject"/> per object and concurrent round.
/// </remarks>
internal sealed class AllocateJob(int count, int held, long rounds) : IJob
{
    /// <summary>8 in each list, and a boxed double: header, type and value.</summary>
    internal const long BytesPerObject = 8 + 8 + 24;

    /// <summary>The longest array of references.</summary>
    internal const long MostObjects = 0x7FFFFFC7;

    // As many numbers as there are running sums: one step of the sum.
    private const int BlockLength = FloatSums.Lanes;

    // As old as the program, like the small integers of Python. Were it young, each collection would go through the whole list that repeats it,
    // because it might have to be moved: that took as long as everything else.
    private static readonly object One = 1.0;

    private readonly CollectorMeter _meter = new();

    /// <summary>What the two lists of a round take, with the results that are in the second.</summary>
    public static long BytesHeld(long count, long held) => (count * 8) + (held * (BytesPerObject - 8));

    public ChunkPlan Plan(long? chunkSize) => ChunkPlan.Contiguous(rounds, ChunkSizes.Choose(rounds, chunkSize, byDefault: 1));

    public int PartialSize(in Chunk chunk) => sizeof(double) + CollectorReading.Size;

    public void Map(in MapContext context, Span<byte> partial)
    {
        _meter.Enter();
        double sum = 0;
        CollectorReading share;
        try
        {
            for (long i = 0; i < context.Chunk.Count; i++) sum += Round();
        }
        finally
        {
            share = _meter.Leave();
        }

        MemoryMarshal.Write(partial, sum);
        MemoryMarshal.Write(partial[sizeof(double)..], share);
    }

    public IReduction StartReduction(ChunkPlan plan) => new AllocateReduction();

    // Both lists before the first object: a long list is enough for the runtime to collect everything, which is quick now, while no object lives.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private double Round()
    {
        List<object> numbers = Repeated(One, count);
        double sum = SumOfExponentials(numbers, held);
        GC.KeepAlive(numbers);
        return sum;
    }

    private static List<object> Repeated(object value, int count)
    {
        var list = new List<object>(count);
        CollectionsMarshal.SetCount(list, count);
        CollectionsMarshal.AsSpan(list).Fill(value);
        return list;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double SumOfExponentials(List<object> numbers, int held)
    {
        Span<double> lanes = stackalloc double[FloatSums.Lanes];
        lanes.Clear();
        Span<double> block = stackalloc double[BlockLength];
        var results = new List<object>(held);
        for (int start = 0; start < numbers.Count; start += BlockLength)
        {
            Span<double> values = block[..Math.Min(BlockLength, numbers.Count - start)];
            for (int i = 0; i < values.Length; i++) values[i] = (double)numbers[start + i];
            ElementMap.Apply<Exponential>(values, values);
            foreach (double value in values)
            {
                if (results.Count == held) results = new List<object>(held);
                results.Add(value);
            }

            FloatSums.Accumulate(values, lanes);
        }

        GC.KeepAlive(results);
        return FloatSums.Combine(lanes);
    }
}
