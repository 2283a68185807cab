namespace Cluster.Demonstrations.Oversubscribe;

/// <summary>What a process computed and used for one matrix.</summary>
/// <param name="Sum">Of all cells.</param>
/// <param name="ProcessId">Whose.</param>
/// <param name="Threads">Started for it.</param>
/// <param name="UserTicks">Of 100 ns, all threads together.</param>
/// <param name="SystemTicks">Likewise.</param>
/// <param name="Voluntary">Context switches to wait.</param>
/// <param name="Involuntary">Context switches because others wanted the processor.</param>
/// <param name="Begin">Timestamp of the clock that all processes share.</param>
/// <param name="End">Likewise.</param>
internal readonly record struct TeamReport(
    double Sum, long ProcessId, long Threads, long UserTicks, long SystemTicks, long Voluntary, long Involuntary, long Begin, long End)
{
    public const int Size = 9 * sizeof(long);
}
