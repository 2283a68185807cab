namespace Cluster.Coordinator.Measurement;

/// <summary>A thread for an experiment: it waits for peers and holds a core, which a thread of the pool must not.</summary>
internal static class MeasuringThread
{
    /// <summary>Runs <paramref name="experiment"/> on a thread of its own; the task ends as it does.</summary>
    internal static Task<T> RunAsync<T>(string name, Func<T> experiment)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() =>
        {
            try
            {
                done.SetResult(experiment());
            }
            catch (OperationCanceledException ex)
            {
                done.SetCanceled(ex.CancellationToken);
            }
            catch (Exception ex)
            {
                done.SetException(ex);
            }
        }) { IsBackground = true, Name = name }.Start();
        return done.Task;
    }
}
