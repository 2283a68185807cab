namespace Cluster.Coordinator.Scheduling;

/// <summary>How many batches may be under way to one worker.</summary>
/// <remarks>
/// Enough that the worker never waits for the next one, little enough that what it has not begun stays small: as many as it finishes in
/// <see cref="Horizon"/>, at least two. Pure: the caller brings the time.
/// </remarks>
internal sealed class DispatchWindow
{
    internal const int Smallest = 2;
    private const int Largest = 1024;

    // Four times the interval at which a busy worker reports, and more than a time slice of the kernel's scheduler (2.8 ms here): when every core
    // computes, that is how long the coordinator may have to wait for one.
    private static readonly TimeSpan Horizon = TimeSpan.FromMilliseconds(4);

    internal int Size { get; private set; } = Smallest;

    /// <summary>Takes note that <paramref name="batches"/> were finished in <paramref name="elapsed"/>.</summary>
    internal void Observe(int batches, TimeSpan elapsed)
    {
        if (batches <= 0 || elapsed <= TimeSpan.Zero) return;
        double wanted = Horizon / elapsed * batches;
        // Growth by doubling at most: one burst of replies is no rate yet.
        Size = (int)Math.Clamp(wanted, Smallest, Math.Min(Largest, Size * 2));
    }
}
