using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Cluster.Jobs;
using Cluster.Numerics.Functions;
using Cluster.Workloads.Kernels;

namespace Cluster.Workloads.Allocate;

//  partial   | sum (double) | collections by generation (3 × long) | pauses (long, in units of 100 ns) |
/// <remarks>
/// A slice is a round. As in the source document a round first makes a list that holds the integer 1 <c>count</c> times, for which neither
/// language makes objects, then a list of as many new objects, one per result, all alive until the round ends; or, with
/// <paramref name="held"/>, lists of so many, each dropped when the next begins, so that objects die young. With
/// <paramref name="betweenRounds"/> the collector rests until a round has ended: Python, too, frees a list's numbers when it is dropped and
/// does not go through them before. Otherwise it comes in the middle of rounds and goes through all that live, which takes longer than
/// making them. What Python does and this does not: count references.
/// </remarks>
internal sealed class AllocateJob(int count, int held, long rounds, bool betweenRounds) : IJob
{
    /// <summary>An integer in the first list; in the second a reference, to a boxed double: header, type and value.</summary>
    internal const long BytesPerObject = 4 + 8 + 24;

    /// <summary>The most that the lists can count.</summary>
    internal const long MostObjects = int.MaxValue;

    // 8 KiB of results: in the first-level cache when they are boxed.
    private const int BlockLength = 1024;

    // To begin and end a period takes 0.4 ms. What fits into the budget of the youngest generation, 17 MB here, seldom meets a collection
    // anyway.
    private const long LeastBytesOfPeriod = 8 << 20;

    private readonly CollectorMeter _meter = new();

    /// <summary>What the two lists of a round take, with the results that are in the second.</summary>
    public static long BytesHeld(long count, long held) => (count * sizeof(int)) + (held * (BytesPerObject - sizeof(int)));

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

    private double Round()
    {
        long bytes = BytesHeld(count, held);
        if (!betweenRounds || bytes < LeastBytesOfPeriod) return SumOfLists();
        // An eighth more, for the blocks, and for what threads leave unused where a block needs more than is left of what they were given.
        QuietPeriod.OfProcess.Enter(bytes + (bytes / 8));
        try
        {
            return SumOfLists();
        }
        finally
        {
            QuietPeriod.OfProcess.Leave();
        }
    }

    // Not inlined: when it has returned, nothing refers to its lists.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private double SumOfLists()
    {
        ListBlock<int>? numbers = Repeated(1, count);
        double sum = SumOfExponentials(numbers, held);
        GC.KeepAlive(numbers);
        return sum;
    }

    private static ListBlock<int>? Repeated(int value, int count)
    {
        ListBlock<int>? list = null;
        // The last block first; it alone may be shorter.
        for (int left = count, length; left > 0; left -= length)
        {
            length = ((left - 1) % BlockLength) + 1;
            var items = new int[length];
            items.AsSpan().Fill(value);
            list = new ListBlock<int>(items, list);
        }

        return list;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double SumOfExponentials(ListBlock<int>? numbers, int held)
    {
        Span<double> lanes = stackalloc double[FloatSums.Lanes];
        lanes.Clear();
        Span<double> arguments = stackalloc double[BlockLength];
        Span<double> values = stackalloc double[BlockLength];
        ListBlock<object>? results = null;
        int length = 0;
        // Nothing to box yet: the first block is converted.
        if (numbers is not null) Box([], numbers.Items, arguments);
        for (; numbers is not null; numbers = numbers.Rest)
        {
            values = values[..numbers.Items.Length];
            ElementMap.Apply<Exponential>(arguments[..values.Length], values);
            FloatSums.Accumulate(values, lanes);
            ReadOnlySpan<int> following = numbers.Rest is { } rest ? rest.Items : default;
            for (int start = 0, end; start < values.Length; start = end)
            {
                if (length == held) (results, length) = (null, 0);
                end = Math.Min(values.Length, start + (held - length));
                ReadOnlySpan<int> next = following[Math.Min(start, following.Length)..Math.Min(end, following.Length)];
                results = new ListBlock<object>(Box(values[start..end], next, arguments[start..]), results);
                length += end - start;
            }
        }

        GC.KeepAlive(results);
        return FloatSums.Combine(lanes);
    }

    // The integers that come next are converted meanwhile: they come from memory, and that wait costs nothing while objects are made.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static object[] Box(ReadOnlySpan<double> values, ReadOnlySpan<int> next, Span<double> arguments)
    {
        var boxes = new object[values.Length];
        BoxGroup group = default;
        int done = 0;
        for (int end = Math.Min(values.Length, next.Length) - BoxGroup.Length; done <= end; done += BoxGroup.Length)
        {
            ReadOnlySpan<double> v = values.Slice(done, BoxGroup.Length);
            ReadOnlySpan<int> n = next.Slice(done, BoxGroup.Length);
            Span<double> a = arguments.Slice(done, BoxGroup.Length);
            group[0] = v[0];
            a[0] = n[0];
            group[1] = v[1];
            a[1] = n[1];
            group[2] = v[2];
            a[2] = n[2];
            group[3] = v[3];
            a[3] = n[3];
            group[4] = v[4];
            a[4] = n[4];
            group[5] = v[5];
            a[5] = n[5];
            group[6] = v[6];
            a[6] = n[6];
            group[7] = v[7];
            a[7] = n[7];
            group[8] = v[8];
            a[8] = n[8];
            group[9] = v[9];
            a[9] = n[9];
            group[10] = v[10];
            a[10] = n[10];
            group[11] = v[11];
            a[11] = n[11];
            group[12] = v[12];
            a[12] = n[12];
            group[13] = v[13];
            a[13] = n[13];
            group[14] = v[14];
            a[14] = n[14];
            group[15] = v[15];
            a[15] = n[15];
            ((ReadOnlySpan<object?>)group).CopyTo(boxes.AsSpan(done)!);
        }

        for (int i = done; i < values.Length; i++) boxes[i] = values[i];
        for (int i = done; i < next.Length; i++) arguments[i] = next[i];
        return boxes;
    }
}
