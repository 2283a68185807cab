using System.Diagnostics;
using Cluster.Tasks.Functions;

namespace Cluster.Dispatch;

/// <summary>A function that was submitted to a pool: its number there, how it is named to workers, and what it has cost.</summary>
/// <param name="id">In the pool.</param>
/// <param name="name">For messages.</param>
/// <param name="reference">As it travels; empty where nothing travels.</param>
internal sealed class FunctionEntry(int id, string name, byte[] reference)
{
    // A guess until there is something to go by: so long that nothing is sent ahead of need.
    private double _ticks = Stopwatch.Frequency;
    private bool _known;

    // The first tasks pay for the compilation of what they call; until then expectations follow at once.
    private const int Settling = 8;
    private int _observations;

    internal int Id { get; } = id;

    internal string Name { get; } = name;

    internal byte[] Reference { get; } = reference;

    /// <summary>What was submitted; null in a test.</summary>
    internal SubmittedFunction? Submitted { get; init; }

    /// <summary>Whether somebody has looked at it for its user's sake.</summary>
    internal bool IsAdvised { get; set; }

    /// <summary>Whether any task of it has ended.</summary>
    internal bool IsKnown => Volatile.Read(ref _known);

    /// <summary>What a task is expected to take, in ticks of <see cref="Stopwatch"/>.</summary>
    internal double TicksPerTask => Volatile.Read(ref _ticks);

    /// <summary>Learns from tasks that have ended.</summary>
    /// <remarks>
    /// One that was interrupted for a slice of the processor's time, 3 ms, must not pass for the rule: an observation counts for four times the expectation at
    /// most, or for a quarter of it at least. What was sent ahead and waits behind a task that turns out long is taken back (<see cref="LaneWatch"/>).
    /// </remarks>
    /// <param name="ticks">That they took together.</param>
    /// <param name="tasks">At least 1.</param>
    internal void Learn(long ticks, int tasks)
    {
        double each = Math.Max(1, (double)ticks / tasks);
        double before = Volatile.Read(ref _ticks);
        double factor = Math.Clamp(each / before, 0.25, 4);
        Volatile.Write(ref _ticks, _observations == 0 ? each : before * (_observations < Settling ? factor : Math.Sqrt(factor)));
        if (_observations < Settling) _observations++;
        Volatile.Write(ref _known, true);
    }
}
