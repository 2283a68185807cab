using Cluster.Jobs;

namespace Cluster.Demonstrations.Deadlock;

/// <summary>
/// Where things are on the table: forks, and what each philosopher says of himself, in counters that all processes have in common.
/// </summary>
/// <remarks>
/// Fork i lies to the left of philosopher i and to the right of the one before. Whoever is watching reads the same places.
/// <code>
///  n forks          | n wishes        | n meals | n processes | seated
///  holder + 1, or 0 | fork + 1, or 0  | eaten   | ids         | how many
/// </code>
/// </remarks>
internal readonly ref struct DiningTable(SharedCounters counters, int seats)
{
    private readonly SharedCounters _counters = counters;

    public static int CountersFor(int seats) => (4 * seats) + 1;

    public static int Fork(int fork) => fork;

    public static int Wish(int seats, int philosopher) => seats + philosopher;

    public static int Meals(int seats, int philosopher) => (2 * seats) + philosopher;

    public static int Process(int seats, int philosopher) => (3 * seats) + philosopher;

    /// <summary>Sits down and waits until all have.</summary>
    public void SitDown(int philosopher)
    {
        Volatile.Write(ref _counters[Process(seats, philosopher)], Environment.ProcessId);
        ref long seated = ref _counters[4 * seats];
        Interlocked.Increment(ref seated);
        for (var wait = default(SpinWait); Volatile.Read(ref seated) < seats; wait.SpinOnce())
        {
        }
    }

    /// <summary>Takes a fork, and waits for it for as long as somebody else has it.</summary>
    public void Take(int philosopher, int fork)
    {
        ref long holder = ref _counters[Fork(fork)];
        ref long wish = ref _counters[Wish(seats, philosopher)];
        Volatile.Write(ref wish, fork + 1);
        for (var wait = default(SpinWait); !TryTake(ref holder, philosopher + 1L); wait.SpinOnce())
        {
        }

        Volatile.Write(ref wish, 0);
    }

    /// <summary>Counts a meal. Before the forks are back: who has eaten no more between two looks has put nothing back either.</summary>
    public void Eat(int philosopher) => Interlocked.Increment(ref _counters[Meals(seats, philosopher)]);

    public void PutBack(int fork) => Volatile.Write(ref _counters[Fork(fork)], 0);

    // What he has already, he had when a process of his was lost, and its chunk was begun anew.
    private static bool TryTake(ref long holder, long mine)
    {
        long found = Interlocked.CompareExchange(ref holder, mine, 0);
        return found == 0 || found == mine;
    }
}
