namespace Cluster.Coordinator.Demonstrations.Deadlock;

/// <summary>Tells a deadlock from a circle that only seems to be there.</summary>
/// <remarks>
/// A look is not taken at one instant. But a philosopher puts no fork back before he has eaten. So if the same circle is seen twice and
/// nobody in it has eaten in between, then each of them, from the moment when his wish was read the second time, kept the fork that he
/// had and waited for the next one's: that circle will stay. One caller at a time.
/// </remarks>
internal sealed class DeadlockDetector
{
    private IReadOnlyList<Wait> _seen = [];
    private TableSnapshot? _last;

    /// <summary>How often it has looked.</summary>
    internal int Looks { get; private set; }

    /// <summary>The circle, once it is certain; empty until then.</summary>
    internal IReadOnlyList<Wait> Look(TableSnapshot now)
    {
        Looks++;
        IReadOnlyList<Wait> cycle = new WaitForGraph(now.Waits()).FindCycle();
        bool stays = cycle.Count > 0 && _last is { } last && cycle.SequenceEqual(_seen)
            && cycle.All(wait => now.Meals[wait.Waiter] == last.Meals[wait.Waiter]);
        (_seen, _last) = (cycle, now);
        return stays ? cycle : [];
    }
}
