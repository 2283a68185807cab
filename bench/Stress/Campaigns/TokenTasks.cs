namespace Cluster.Stress.Campaigns;

/// <summary>Functions of tasks that are made to be cancelled.</summary>
internal static class TokenTasks
{
    internal static int Nothing(int x) => x;

    internal static int Briefly(int x)
    {
        Thread.SpinWait(20_000);
        return x;
    }

    /// <summary>Ends when it is asked to, and by itself after that many milliseconds.</summary>
    internal static int Heeding(int x, int milliseconds, WorkerContext context)
    {
        context.CancellationToken.WaitHandle.WaitOne(milliseconds);
        context.CancellationToken.ThrowIfCancellationRequested();
        return x;
    }

    /// <summary>Ends after that many milliseconds, whoever asks.</summary>
    internal static int Deaf(int x, int milliseconds)
    {
        Thread.Sleep(milliseconds);
        return x;
    }
}
