namespace Cluster.Coordinator.Demonstrations.Oversubscribe;

/// <summary>What so many processes with so many threads each did to a machine.</summary>
/// <param name="Processes">That computed.</param>
/// <param name="ThreadsEach">That each of them kept busy at a time.</param>
/// <param name="Started">Threads started on the way, over all processes.</param>
/// <param name="Wall">From the first begin to the last end.</param>
/// <param name="User">Time of processors on the work itself and on waiting actively.</param>
/// <param name="System">Time of processors in the kernel.</param>
/// <param name="Voluntary">Context switches because a thread had to wait.</param>
/// <param name="Involuntary">Context switches of threads that could have gone on.</param>
/// <param name="Digest">Of what they computed.</param>
internal sealed record ThreadLoad(
    int Processes, int ThreadsEach, long Started, TimeSpan Wall, TimeSpan User, TimeSpan System, long Voluntary, long Involuntary,
    string Digest)
{
    /// <summary>Threads that want a processor at a time.</summary>
    internal int Runnable => Processes * ThreadsEach;

    internal TimeSpan Busy => User + System;

    internal long Switches => Voluntary + Involuntary;

    /// <summary>Processors that were busy on average.</summary>
    internal double EffectiveParallelism => Wall <= TimeSpan.Zero ? 0 : Busy / Wall;

    /// <summary>
    /// More threads than cores, and the sign of it: more context switches than the same work needs with a thread per core. The time is no
    /// sign by itself, since on an idle machine with work that never waits the kernel hides it.
    /// </summary>
    /// <param name="fitting">The same work with one level of parallelism.</param>
    /// <param name="cores">Of the machine.</param>
    internal bool IsOversubscribed(ThreadLoad fitting, int cores) => Runnable > cores && Switches > 2 * fitting.Switches;
}
