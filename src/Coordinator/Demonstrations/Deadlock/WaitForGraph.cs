namespace Cluster.Coordinator.Demonstrations.Deadlock;

/// <summary>Who waits for whom. A circle in it is a deadlock: nobody in it can go on before another has.</summary>
/// <remarks>Holt, "Some deadlock properties of computer systems" (1972), for resources of which there is one each.</remarks>
internal sealed class WaitForGraph
{
    private readonly Dictionary<int, List<Wait>> _waits = [];

    /// <param name="waits">In any order; one may wait for several. Whoever waits for what he has himself is no circle but about to get
    /// it.</param>
    internal WaitForGraph(IEnumerable<Wait> waits)
    {
        foreach (Wait wait in waits.Where(static wait => wait.Waiter != wait.Holder))
        {
            if (!_waits.TryGetValue(wait.Waiter, out List<Wait>? own)) _waits.Add(wait.Waiter, own = []);
            own.Add(wait);
        }
    }

    /// <summary>The waits of a circle, each for the next one's, from the lowest waiter on; empty if there is none.</summary>
    internal IReadOnlyList<Wait> FindCycle()
    {
        var done = new HashSet<int>();
        foreach (int start in _waits.Keys.Order())
        {
            if (FindFrom(start, done) is { Count: > 0 } cycle) return FromLowest(cycle);
        }

        return [];
    }

    // Depth first, without recursion: the path is the stack, and whoever is on it and is met again closes a circle.
    private List<Wait> FindFrom(int start, HashSet<int> done)
    {
        var path = new List<Wait>();
        var open = new Stack<(List<Wait> Waits, int Next)>([(Waits(start), 0)]);
        while (open.TryPop(out (List<Wait> Waits, int Next) top))
        {
            if (top.Next == top.Waits.Count)
            {
                if (path.Count == 0) break;
                done.Add(path[^1].Holder);
                path.RemoveAt(path.Count - 1);
                continue;
            }

            open.Push(top with { Next = top.Next + 1 });
            Wait wait = top.Waits[top.Next];
            if (done.Contains(wait.Holder)) continue;
            path.Add(wait);
            int closes = path.FindIndex(one => one.Waiter == wait.Holder);
            if (closes >= 0) return path[closes..];
            open.Push((Waits(wait.Holder), 0));
        }

        done.Add(start);
        return [];
    }

    private List<Wait> Waits(int waiter) => _waits.TryGetValue(waiter, out List<Wait>? own) ? own : [];

    private static List<Wait> FromLowest(List<Wait> cycle)
    {
        int lowest = cycle.IndexOf(cycle.MinBy(static wait => wait.Waiter));
        return [.. cycle[lowest..], .. cycle[..lowest]];
    }
}
