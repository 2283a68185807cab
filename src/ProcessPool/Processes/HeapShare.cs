namespace Cluster.Processes;

/// <summary>What a worker's heap may have where a control group limits the memory of all of them together.</summary>
/// <remarks>Without it each runtime allows itself three quarters of the limit, and the kernel ends whoever comes last.</remarks>
internal static class HeapShare
{
    /// <summary>Of a worker's memory, for all that is not managed.</summary>
    /// <remarks>
    /// A worker whose collector has nothing left has 2 to 5 MiB beside it (EPYC, .NET 10.0.12, limits of 64 to 512 MiB); without a share it would be ended
    /// for its memory before the task can have its exception.
    /// </remarks>
    internal const long Runtime = 16L << 20;

    // A runtime does not start with less.
    private const long Least = 32L << 20;

    // A coordinator without data.
    private const long Coordinator = 64L << 20;

    /// <summary>Bytes of managed memory for each worker.</summary>
    /// <param name="limit">Of the group, in bytes.</param>
    /// <param name="shared">Bytes that all processes share.</param>
    /// <param name="own">Bytes that this process has for itself.</param>
    /// <param name="workers">At least 1.</param>
    internal static long Of(long limit, long shared, long own, int workers) =>
        Math.Max(Least, ((limit - shared - Math.Max(Coordinator, own)) / workers) - Runtime);
}
