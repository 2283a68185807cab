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

    /// <summary>Learns from tasks that have ended. A slow task is believed at once, fast ones by and by.</summary>
    internal void Learn(long ticks, int tasks)
    {
        double each = (double)ticks / tasks;
        double before = Volatile.Read(ref _ticks);
        Volatile.Write(ref _ticks, !_known || each > before ? each : before + (0.3 * (each - before)));
        Volatile.Write(ref _known, true);
    }
}
