namespace Cluster.Interop;

/// <summary>What the threads of this process have used since it began, those that have ended included; or between two readings.</summary>
/// <param name="User">Time of processors on the program's own code.</param>
/// <param name="System">Time of processors in the kernel on its behalf.</param>
/// <param name="Voluntary">Context switches because a thread had to wait.</param>
/// <param name="Involuntary">Context switches because another thread was to have the processor.</param>
internal readonly record struct ResourceUsage(TimeSpan User, TimeSpan System, long Voluntary, long Involuntary)
{
    public static ResourceUsage operator -(ResourceUsage a, ResourceUsage b) =>
        new(a.User - b.User, a.System - b.System, a.Voluntary - b.Voluntary, a.Involuntary - b.Involuntary);
}
