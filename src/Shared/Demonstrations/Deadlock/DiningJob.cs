using System.Diagnostics;
using System.Runtime.InteropServices;
using Cluster.Jobs;

namespace Cluster.Demonstrations.Deadlock;

/// <remarks>
/// All chunks must be under way at the same time, each in a process of its own: whoever has sat down waits for the others. The partial is
/// the process, its meals and the ticks that it waited for forks: 24 bytes.
/// </remarks>
internal sealed class DiningJob(int seats, long meals, Manner manner) : IJob
{
    // From the first fork to the second: long enough for the others to take their first one, on a machine that has other things to do as
    // well.
    private static readonly TimeSpan Reach = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Meal = TimeSpan.FromMilliseconds(1);

    public int Counters => DiningTable.CountersFor(seats);

    public ChunkPlan Plan(long? chunkSize) => ChunkPlan.Contiguous(seats, 1);

    public int PartialSize(in Chunk chunk) => 3 * sizeof(long);

    public void Map(in MapContext context, Span<byte> partial)
    {
        int own = context.Chunk.Index;
        (int left, int right) = (own, (own + 1) % seats);
        (int first, int second) = manner == Manner.LeftFirst ? (left, right) : (Math.Min(left, right), Math.Max(left, right));
        var table = new DiningTable(context.Counters, seats);
        long waited = 0;
        table.SitDown(own);
        for (long meal = 0; meal < meals; meal++)
        {
            waited += Take(table, own, first);
            Pass(Reach);
            waited += Take(table, own, second);
            Pass(Meal);
            table.Eat(own);
            table.PutBack(second);
            table.PutBack(first);
        }

        Span<long> report = MemoryMarshal.Cast<byte, long>(partial);
        (report[0], report[1], report[2]) = (Environment.ProcessId, meals, waited);
    }

    public IReduction StartReduction(ChunkPlan plan) => new DiningReduction(plan.Count);

    private static long Take(in DiningTable table, int philosopher, int fork)
    {
        long begin = Stopwatch.GetTimestamp();
        table.Take(philosopher, fork);
        return Stopwatch.GetTimestamp() - begin;
    }

    private static void Pass(TimeSpan time)
    {
        long begin = Stopwatch.GetTimestamp();
        for (var wait = default(SpinWait); Stopwatch.GetElapsedTime(begin) < time; wait.SpinOnce())
        {
        }
    }
}
