using System.Collections.Concurrent;

namespace Cluster.Processes;

/// <summary>The one thread of this process that starts workers.</summary>
/// <remarks>
/// A worker's parent-death signal fires when the <em>thread</em> that started it ends, so that thread must live as long as the process. A pool
/// thread does not.
/// </remarks>
internal static class SpawnThread
{
    private static readonly Lazy<BlockingCollection<Action>> Work = new(Begin);

    /// <summary>Runs <paramref name="start"/> there; the task ends with its result or exception.</summary>
    internal static Task<T> Run<T>(Func<T> start)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        Work.Value.Add(() =>
        {
            try
            {
                done.SetResult(start());
            }
            catch (Exception ex)
            {
                done.SetException(ex);
            }
        });
        return done.Task;
    }

    private static BlockingCollection<Action> Begin()
    {
        var work = new BlockingCollection<Action>();
        var thread = new Thread(() =>
        {
            foreach (Action start in work.GetConsumingEnumerable()) start();
        }) { IsBackground = true, Name = "worker starts" };
        thread.Start();
        return work;
    }
}
