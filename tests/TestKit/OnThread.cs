namespace Cluster.TestKit;

/// <summary>Runs code that blocks on a thread of its own, as the project's protocol threads do.</summary>
internal static class OnThread
{
    internal static Task Run(Action action) => Run(() =>
    {
        action();
        return true;
    });

    internal static Task<T> Run<T>(Func<T> function)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() =>
        {
            try
            {
                done.SetResult(function());
            }
            catch (Exception ex)
            {
                done.SetException(ex);
            }
        }) { IsBackground = true, Name = "test" }.Start();
        return done.Task;
    }
}
