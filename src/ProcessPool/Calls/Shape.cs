namespace Cluster.Calls;

/// <summary>Makes one shape of all that a user may submit: with and without arguments, context and result, with and without a promise.</summary>
/// <remarks>Each lambda is made once for its types; what differs from task to task is handed to it.</remarks>
internal static class Shape
{
    internal static TaskFunction<NoArguments, TResult> Of<TResult>(Func<TResult> function) =>
        new(function, static (Delegate f, in NoArguments _, WorkerContext _) => new ValueTask<TResult>(((Func<TResult>)f)()));

    internal static TaskFunction<NoArguments, TResult> Of<TResult>(Func<Task<TResult>> function) =>
        new(function, static (Delegate f, in NoArguments _, WorkerContext _) => new ValueTask<TResult>(((Func<Task<TResult>>)f)()));

    internal static TaskFunction<NoArguments, Unit> Of(Action function) =>
        new(function, static (Delegate f, in NoArguments _, WorkerContext _) =>
        {
            ((Action)f)();
            return default;
        });

    internal static TaskFunction<NoArguments, Unit> Of(Func<Task> function) =>
        new(function, static (Delegate f, in NoArguments _, WorkerContext _) => EndOf(((Func<Task>)f)()));

    internal static TaskFunction<NoArguments, TResult> Of<TResult>(Func<WorkerContext, TResult> function) =>
        new(function, static (Delegate f, in NoArguments _, WorkerContext c) => new ValueTask<TResult>(((Func<WorkerContext, TResult>)f)(c)));

    internal static TaskFunction<NoArguments, TResult> Of<TResult>(Func<WorkerContext, Task<TResult>> function) =>
        new(function, static (Delegate f, in NoArguments _, WorkerContext c) => new ValueTask<TResult>(((Func<WorkerContext, Task<TResult>>)f)(c)));

    internal static TaskFunction<NoArguments, Unit> Of(Action<WorkerContext> function) =>
        new(function, static (Delegate f, in NoArguments _, WorkerContext c) =>
        {
            ((Action<WorkerContext>)f)(c);
            return default;
        });

    internal static TaskFunction<NoArguments, Unit> Of(Func<WorkerContext, Task> function) =>
        new(function, static (Delegate f, in NoArguments _, WorkerContext c) => EndOf(((Func<WorkerContext, Task>)f)(c)));

    internal static TaskFunction<Arguments<T1>, TResult> Of<T1, TResult>(Func<T1, TResult> function) =>
        new(function, static (Delegate f, in Arguments<T1> a, WorkerContext _) => new ValueTask<TResult>(((Func<T1, TResult>)f)(a.Item1)));

    internal static TaskFunction<Arguments<T1>, TResult> Of<T1, TResult>(Func<T1, Task<TResult>> function) =>
        new(function, static (Delegate f, in Arguments<T1> a, WorkerContext _) => new ValueTask<TResult>(((Func<T1, Task<TResult>>)f)(a.Item1)));

    internal static TaskFunction<Arguments<T1>, Unit> Of<T1>(Action<T1> function) =>
        new(function, static (Delegate f, in Arguments<T1> a, WorkerContext _) =>
        {
            ((Action<T1>)f)(a.Item1);
            return default;
        });

    internal static TaskFunction<Arguments<T1>, Unit> Of<T1>(Func<T1, Task> function) =>
        new(function, static (Delegate f, in Arguments<T1> a, WorkerContext _) => EndOf(((Func<T1, Task>)f)(a.Item1)));

    internal static TaskFunction<Arguments<T1>, TResult> Of<T1, TResult>(Func<T1, WorkerContext, TResult> function) =>
        new(function, static (Delegate f, in Arguments<T1> a, WorkerContext c) => new ValueTask<TResult>(((Func<T1, WorkerContext, TResult>)f)(a.Item1, c)));

    internal static TaskFunction<Arguments<T1>, TResult> Of<T1, TResult>(Func<T1, WorkerContext, Task<TResult>> function) =>
        new(function, static (Delegate f, in Arguments<T1> a, WorkerContext c) => new ValueTask<TResult>(((Func<T1, WorkerContext, Task<TResult>>)f)(a.Item1, c)));

    internal static TaskFunction<Arguments<T1>, Unit> Of<T1>(Action<T1, WorkerContext> function) =>
        new(function, static (Delegate f, in Arguments<T1> a, WorkerContext c) =>
        {
            ((Action<T1, WorkerContext>)f)(a.Item1, c);
            return default;
        });

    internal static TaskFunction<Arguments<T1>, Unit> Of<T1>(Func<T1, WorkerContext, Task> function) =>
        new(function, static (Delegate f, in Arguments<T1> a, WorkerContext c) => EndOf(((Func<T1, WorkerContext, Task>)f)(a.Item1, c)));

    internal static TaskFunction<Arguments<T1, T2>, TResult> Of<T1, T2, TResult>(Func<T1, T2, TResult> function) =>
        new(function, static (Delegate f, in Arguments<T1, T2> a, WorkerContext _) => new ValueTask<TResult>(((Func<T1, T2, TResult>)f)(a.Item1, a.Item2)));

    internal static TaskFunction<Arguments<T1, T2>, TResult> Of<T1, T2, TResult>(Func<T1, T2, Task<TResult>> function) =>
        new(function, static (Delegate f, in Arguments<T1, T2> a, WorkerContext _) => new ValueTask<TResult>(((Func<T1, T2, Task<TResult>>)f)(a.Item1, a.Item2)));

    internal static TaskFunction<Arguments<T1, T2>, Unit> Of<T1, T2>(Action<T1, T2> function) =>
        new(function, static (Delegate f, in Arguments<T1, T2> a, WorkerContext _) =>
        {
            ((Action<T1, T2>)f)(a.Item1, a.Item2);
            return default;
        });

    internal static TaskFunction<Arguments<T1, T2>, Unit> Of<T1, T2>(Func<T1, T2, Task> function) =>
        new(function, static (Delegate f, in Arguments<T1, T2> a, WorkerContext _) => EndOf(((Func<T1, T2, Task>)f)(a.Item1, a.Item2)));

    internal static TaskFunction<Arguments<T1, T2>, TResult> Of<T1, T2, TResult>(Func<T1, T2, WorkerContext, TResult> function) =>
        new(function, static (Delegate f, in Arguments<T1, T2> a, WorkerContext c) => new ValueTask<TResult>(((Func<T1, T2, WorkerContext, TResult>)f)(a.Item1, a.Item2, c)));

    internal static TaskFunction<Arguments<T1, T2>, TResult> Of<T1, T2, TResult>(Func<T1, T2, WorkerContext, Task<TResult>> function) =>
        new(function, static (Delegate f, in Arguments<T1, T2> a, WorkerContext c) => new ValueTask<TResult>(((Func<T1, T2, WorkerContext, Task<TResult>>)f)(a.Item1, a.Item2, c)));

    internal static TaskFunction<Arguments<T1, T2>, Unit> Of<T1, T2>(Action<T1, T2, WorkerContext> function) =>
        new(function, static (Delegate f, in Arguments<T1, T2> a, WorkerContext c) =>
        {
            ((Action<T1, T2, WorkerContext>)f)(a.Item1, a.Item2, c);
            return default;
        });

    internal static TaskFunction<Arguments<T1, T2>, Unit> Of<T1, T2>(Func<T1, T2, WorkerContext, Task> function) =>
        new(function, static (Delegate f, in Arguments<T1, T2> a, WorkerContext c) => EndOf(((Func<T1, T2, WorkerContext, Task>)f)(a.Item1, a.Item2, c)));

    internal static TaskFunction<Arguments<T1, T2, T3>, TResult> Of<T1, T2, T3, TResult>(Func<T1, T2, T3, TResult> function) =>
        new(function, static (Delegate f, in Arguments<T1, T2, T3> a, WorkerContext _) => new ValueTask<TResult>(((Func<T1, T2, T3, TResult>)f)(a.Item1, a.Item2, a.Item3)));

    internal static TaskFunction<Arguments<T1, T2, T3>, TResult> Of<T1, T2, T3, TResult>(Func<T1, T2, T3, Task<TResult>> function) =>
        new(function, static (Delegate f, in Arguments<T1, T2, T3> a, WorkerContext _) => new ValueTask<TResult>(((Func<T1, T2, T3, Task<TResult>>)f)(a.Item1, a.Item2, a.Item3)));

    internal static TaskFunction<Arguments<T1, T2, T3>, Unit> Of<T1, T2, T3>(Action<T1, T2, T3> function) =>
        new(function, static (Delegate f, in Arguments<T1, T2, T3> a, WorkerContext _) =>
        {
            ((Action<T1, T2, T3>)f)(a.Item1, a.Item2, a.Item3);
            return default;
        });

    internal static TaskFunction<Arguments<T1, T2, T3>, Unit> Of<T1, T2, T3>(Func<T1, T2, T3, Task> function) =>
        new(function, static (Delegate f, in Arguments<T1, T2, T3> a, WorkerContext _) => EndOf(((Func<T1, T2, T3, Task>)f)(a.Item1, a.Item2, a.Item3)));

    internal static TaskFunction<Arguments<T1, T2, T3>, TResult> Of<T1, T2, T3, TResult>(Func<T1, T2, T3, WorkerContext, TResult> function) =>
        new(function, static (Delegate f, in Arguments<T1, T2, T3> a, WorkerContext c) => new ValueTask<TResult>(((Func<T1, T2, T3, WorkerContext, TResult>)f)(a.Item1, a.Item2, a.Item3, c)));

    internal static TaskFunction<Arguments<T1, T2, T3>, TResult> Of<T1, T2, T3, TResult>(Func<T1, T2, T3, WorkerContext, Task<TResult>> function) =>
        new(function, static (Delegate f, in Arguments<T1, T2, T3> a, WorkerContext c) => new ValueTask<TResult>(((Func<T1, T2, T3, WorkerContext, Task<TResult>>)f)(a.Item1, a.Item2, a.Item3, c)));

    internal static TaskFunction<Arguments<T1, T2, T3>, Unit> Of<T1, T2, T3>(Action<T1, T2, T3, WorkerContext> function) =>
        new(function, static (Delegate f, in Arguments<T1, T2, T3> a, WorkerContext c) =>
        {
            ((Action<T1, T2, T3, WorkerContext>)f)(a.Item1, a.Item2, a.Item3, c);
            return default;
        });

    internal static TaskFunction<Arguments<T1, T2, T3>, Unit> Of<T1, T2, T3>(Func<T1, T2, T3, WorkerContext, Task> function) =>
        new(function, static (Delegate f, in Arguments<T1, T2, T3> a, WorkerContext c) => EndOf(((Func<T1, T2, T3, WorkerContext, Task>)f)(a.Item1, a.Item2, a.Item3, c)));

    internal static TaskFunction<Arguments<T1, T2, T3, T4>, TResult> Of<T1, T2, T3, T4, TResult>(Func<T1, T2, T3, T4, TResult> function) =>
        new(function, static (Delegate f, in Arguments<T1, T2, T3, T4> a, WorkerContext _) => new ValueTask<TResult>(((Func<T1, T2, T3, T4, TResult>)f)(a.Item1, a.Item2, a.Item3, a.Item4)));

    internal static TaskFunction<Arguments<T1, T2, T3, T4>, TResult> Of<T1, T2, T3, T4, TResult>(Func<T1, T2, T3, T4, Task<TResult>> function) =>
        new(function, static (Delegate f, in Arguments<T1, T2, T3, T4> a, WorkerContext _) => new ValueTask<TResult>(((Func<T1, T2, T3, T4, Task<TResult>>)f)(a.Item1, a.Item2, a.Item3, a.Item4)));

    internal static TaskFunction<Arguments<T1, T2, T3, T4>, Unit> Of<T1, T2, T3, T4>(Action<T1, T2, T3, T4> function) =>
        new(function, static (Delegate f, in Arguments<T1, T2, T3, T4> a, WorkerContext _) =>
        {
            ((Action<T1, T2, T3, T4>)f)(a.Item1, a.Item2, a.Item3, a.Item4);
            return default;
        });

    internal static TaskFunction<Arguments<T1, T2, T3, T4>, Unit> Of<T1, T2, T3, T4>(Func<T1, T2, T3, T4, Task> function) =>
        new(function, static (Delegate f, in Arguments<T1, T2, T3, T4> a, WorkerContext _) => EndOf(((Func<T1, T2, T3, T4, Task>)f)(a.Item1, a.Item2, a.Item3, a.Item4)));

    internal static TaskFunction<Arguments<T1, T2, T3, T4>, TResult> Of<T1, T2, T3, T4, TResult>(Func<T1, T2, T3, T4, WorkerContext, TResult> function) =>
        new(function, static (Delegate f, in Arguments<T1, T2, T3, T4> a, WorkerContext c) => new ValueTask<TResult>(((Func<T1, T2, T3, T4, WorkerContext, TResult>)f)(a.Item1, a.Item2, a.Item3, a.Item4, c)));

    internal static TaskFunction<Arguments<T1, T2, T3, T4>, TResult> Of<T1, T2, T3, T4, TResult>(Func<T1, T2, T3, T4, WorkerContext, Task<TResult>> function) =>
        new(function, static (Delegate f, in Arguments<T1, T2, T3, T4> a, WorkerContext c) => new ValueTask<TResult>(((Func<T1, T2, T3, T4, WorkerContext, Task<TResult>>)f)(a.Item1, a.Item2, a.Item3, a.Item4, c)));

    internal static TaskFunction<Arguments<T1, T2, T3, T4>, Unit> Of<T1, T2, T3, T4>(Action<T1, T2, T3, T4, WorkerContext> function) =>
        new(function, static (Delegate f, in Arguments<T1, T2, T3, T4> a, WorkerContext c) =>
        {
            ((Action<T1, T2, T3, T4, WorkerContext>)f)(a.Item1, a.Item2, a.Item3, a.Item4, c);
            return default;
        });

    internal static TaskFunction<Arguments<T1, T2, T3, T4>, Unit> Of<T1, T2, T3, T4>(Func<T1, T2, T3, T4, WorkerContext, Task> function) =>
        new(function, static (Delegate f, in Arguments<T1, T2, T3, T4> a, WorkerContext c) => EndOf(((Func<T1, T2, T3, T4, WorkerContext, Task>)f)(a.Item1, a.Item2, a.Item3, a.Item4, c)));

    private static async ValueTask<Unit> EndOf(Task task)
    {
        await task.ConfigureAwait(false);
        return default;
    }
}
