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

    /// <summary>Ends when it is asked to, and not before 10 s are over.</summary>
    internal static int Heeding(int x, WorkerContext context)
    {
        context.CancellationToken.WaitHandle.WaitOne(TimeSpan.FromSeconds(10));
        context.CancellationToken.ThrowIfCancellationRequested();
        return x;
    }

    /// <summary>Does not end for 10 s, whoever asks.</summary>
    internal static int Deaf(int x)
    {
        Thread.Sleep(TimeSpan.FromSeconds(10));
        return x;
    }
}
