using Cluster.Demonstrations.Deadlock;

namespace Cluster.Coordinator.Demonstrations.Deadlock;

/// <summary>A look at the table from outside.</summary>
/// <remarks>
/// The philosophers go on meanwhile, so parts of it may be older than others: a circle that it shows need not have been there at any one
/// time.
/// <see cref="DeadlockDetector"/> looks twice.
/// </remarks>
/// <param name="Holders">By fork: who has it, or −1.</param>
/// <param name="Wishes">By philosopher: the fork that he waits for, or −1.</param>
/// <param name="Meals">By philosopher: eaten so far.</param>
/// <param name="Processes">By philosopher: process id, or 0 for one who has not sat down.</param>
internal sealed record TableSnapshot(
    IReadOnlyList<int> Holders, IReadOnlyList<int> Wishes, IReadOnlyList<long> Meals, IReadOnlyList<long> Processes)
{
    internal int Seats => Holders.Count;

    /// <summary>From the counters that the philosophers have in common.</summary>
    internal static TableSnapshot Of(ReadOnlySpan<long> counters, int seats)
    {
        (int[] holders, int[] wishes, long[] meals, long[] processes) = (new int[seats], new int[seats], new long[seats], new long[seats]);
        for (int i = 0; i < seats; i++)
        {
            holders[i] = (int)counters[DiningTable.Fork(i)] - 1;
            wishes[i] = (int)counters[DiningTable.Wish(seats, i)] - 1;
            meals[i] = counters[DiningTable.Meals(seats, i)];
            processes[i] = counters[DiningTable.Process(seats, i)];
        }

        return new TableSnapshot(holders, wishes, meals, processes);
    }

    /// <summary>Who waits for a fork that somebody has.</summary>
    internal IEnumerable<Wait> Waits()
    {
        for (int philosopher = 0; philosopher < Seats; philosopher++)
        {
            int fork = Wishes[philosopher];
            if (fork >= 0 && Holders[fork] >= 0) yield return new Wait(philosopher, fork, Holders[fork]);
        }
    }
}
