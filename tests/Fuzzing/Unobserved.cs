namespace Cluster.Fuzzing;

/// <summary>Exceptions of tasks that nobody has looked at: whoever ended a link must have told everybody who waited.</summary>
internal static class Unobserved
{
    private static Exception? s_first;

    static Unobserved() => TaskScheduler.UnobservedTaskException += static (_, unobserved) =>
        Interlocked.CompareExchange(ref s_first, unobserved.Exception, null);

    /// <summary>The first since the last time, or null. The runtime finds them out when it collects the tasks.</summary>
    internal static Exception? Take()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return Interlocked.Exchange(ref s_first, null);
    }
}
