namespace Cluster.Calls;

/// <summary>Calls a delegate in this process.</summary>
internal delegate ValueTask<TResult> RunHere<TArguments, TResult>(Delegate function, in TArguments arguments, WorkerContext context);
