using Cluster.Dispatch;

namespace Cluster.Calls;

/// <summary>A function and its arguments.</summary>
internal sealed class Initializer<TArguments>(TaskFunction<TArguments, Unit> function, TArguments arguments) : IInitializer
    where TArguments : struct, IArguments
{
    public Call Call(CallFactory factory, Action<Exception?> completed)
    {
        SingleCall<TArguments, Unit> call = factory.Single(function, arguments, null, null, out Exception? failure);
        if (failure is not null) throw failure;
        call.Task.ContinueWith(
            task => completed(task.Exception?.InnerException), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return call;
    }
}
