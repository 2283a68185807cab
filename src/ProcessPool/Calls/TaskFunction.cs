namespace Cluster.Calls;

/// <summary>A function of the user's program with everything that its parameters' types decide.</summary>
/// <typeparam name="TArguments">Of one task.</typeparam>
/// <typeparam name="TResult">What a task gives.</typeparam>
/// <param name="function">The user's delegate.</param>
/// <param name="runHere">Calls it in this process. Static, so that one serves all tasks.</param>
internal readonly struct TaskFunction<TArguments, TResult>(Delegate function, RunHere<TArguments, TResult> runHere)
    where TArguments : struct, IArguments
{
    internal Delegate Delegate { get; } = function;

    internal ValueTask<TResult> RunHere(in TArguments arguments, WorkerContext context) => runHere(Delegate, arguments, context);
}
