using Cluster.Calls;

namespace Cluster;

// One task: all shapes of functions.
public sealed partial class ProcessPool
{
    /// <summary>Runs a function in a worker.</summary>
    /// <typeparam name="TResult">What it returns.</typeparam>
    /// <param name="function">A static method or a lambda without captures.</param>
    /// <param name="options">Limits of this task; <see langword="null"/> for the pool's.</param>
    /// <param name="cancellationToken">Cancels the task.</param>
    /// <returns>The task.</returns>
    /// <exception cref="ArgumentException"><paramref name="function"/> cannot run in another process; the message says why and what to write instead.</exception>
    /// <exception cref="ObjectDisposedException">The pool is disposed.</exception>
    public PoolTask<TResult> Submit<TResult>(
        Func<TResult> function, TaskOptions? options = null, CancellationToken cancellationToken = default) =>
        _factory.Submit(Shape.Of(function), default(NoArguments), options, cancellationToken);

    /// <summary>Runs an asynchronous function in a worker.</summary>
    /// <typeparam name="TResult">What it returns.</typeparam>
    /// <param name="function">A static method or a lambda without captures.</param>
    /// <param name="options">Limits of this task; <see langword="null"/> for the pool's.</param>
    /// <param name="cancellationToken">Cancels the task.</param>
    /// <returns>The task.</returns>
    /// <exception cref="ArgumentException"><paramref name="function"/> cannot run in another process; the message says why and what to write instead.</exception>
    /// <exception cref="ObjectDisposedException">The pool is disposed.</exception>
    public PoolTask<TResult> Submit<TResult>(
        Func<Task<TResult>> function, TaskOptions? options = null, CancellationToken cancellationToken = default) =>
        _factory.Submit(Shape.Of(function), default(NoArguments), options, cancellationToken);

    /// <summary>Runs a function without a result in a worker.</summary>
    /// <param name="function">A static method or a lambda without captures.</param>
    /// <param name="options">Limits of this task; <see langword="null"/> for the pool's.</param>
    /// <param name="cancellationToken">Cancels the task.</param>
    /// <returns>The task.</returns>
    /// <exception cref="ArgumentException"><paramref name="function"/> cannot run in another process; the message says why and what to write instead.</exception>
    /// <exception cref="ObjectDisposedException">The pool is disposed.</exception>
    public PoolTask Submit(
        Action function, TaskOptions? options = null, CancellationToken cancellationToken = default) =>
        _factory.Submit(Shape.Of(function), default(NoArguments), options, cancellationToken);

    /// <summary>Runs an asynchronous function without a result in a worker.</summary>
    /// <param name="function">A static method or a lambda without captures.</param>
    /// <param name="options">Limits of this task; <see langword="null"/> for the pool's.</param>
    /// <param name="cancellationToken">Cancels the task.</param>
    /// <returns>The task.</returns>
    /// <exception cref="ArgumentException"><paramref name="function"/> cannot run in another process; the message says why and what to write instead.</exception>
    /// <exception cref="ObjectDisposedException">The pool is disposed.</exception>
    public PoolTask Submit(
        Func<Task> function, TaskOptions? options = null, CancellationToken cancellationToken = default) =>
        _factory.Submit(Shape.Of(function), default(NoArguments), options, cancellationToken);

    /// <summary>Runs a function that takes a <see cref="WorkerContext"/> in a worker.</summary>
    /// <typeparam name="TResult">What it returns.</typeparam>
    /// <param name="function">A static method or a lambda without captures.</param>
    /// <param name="options">Limits of this task; <see langword="null"/> for the pool's.</param>
    /// <param name="cancellationToken">Cancels the task.</param>
    /// <returns>The task.</returns>
    /// <exception cref="ArgumentException"><paramref name="function"/> cannot run in another process; the message says why and what to write instead.</exception>
    /// <exception cref="ObjectDisposedException">The pool is disposed.</exception>
    public PoolTask<TResult> Submit<TResult>(
        Func<WorkerContext, TResult> function, TaskOptions? options = null, CancellationToken cancellationToken = default) =>
        _factory.Submit(Shape.Of(function), default(NoArguments), options, cancellationToken);

    /// <summary>Runs an asynchronous function that takes a <see cref="WorkerContext"/> in a worker.</summary>
    /// <typeparam name="TResult">What it returns.</typeparam>
    /// <param name="function">A static method or a lambda without captures.</param>
    /// <param name="options">Limits of this task; <see langword="null"/> for the pool's.</param>
    /// <param name="cancellationToken">Cancels the task.</param>
    /// <returns>The task.</returns>
    /// <exception cref="ArgumentException"><paramref name="function"/> cannot run in another process; the message says why and what to write instead.</exception>
    /// <exception cref="ObjectDisposedException">The pool is disposed.</exception>
    public PoolTask<TResult> Submit<TResult>(
        Func<WorkerContext, Task<TResult>> function, TaskOptions? options = null, CancellationToken cancellationToken = default) =>
        _factory.Submit(Shape.Of(function), default(NoArguments), options, cancellationToken);

    /// <summary>Runs a function without a result that takes a <see cref="WorkerContext"/> in a worker.</summary>
    /// <param name="function">A static method or a lambda without captures.</param>
    /// <param name="options">Limits of this task; <see langword="null"/> for the pool's.</param>
    /// <param name="cancellationToken">Cancels the task.</param>
    /// <returns>The task.</returns>
    /// <exception cref="ArgumentException"><paramref name="function"/> cannot run in another process; the message says why and what to write instead.</exception>
    /// <exception cref="ObjectDisposedException">The pool is disposed.</exception>
    public PoolTask Submit(
        Action<WorkerContext> function, TaskOptions? options = null, CancellationToken cancellationToken = default) =>
        _factory.Submit(Shape.Of(function), default(NoArguments), options, cancellationToken);

    /// <summary>Runs an asynchronous function without a result that takes a <see cref="WorkerContext"/> in a worker.</summary>
    /// <param name="function">A static method or a lambda without captures.</param>
    /// <param name="options">Limits of this task; <see langword="null"/> for the pool's.</param>
    /// <param name="cancellationToken">Cancels the task.</param>
    /// <returns>The task.</returns>
    /// <exception cref="ArgumentException"><paramref name="function"/> cannot run in another process; the message says why and what to write instead.</exception>
    /// <exception cref="ObjectDisposedException">The pool is disposed.</exception>
    public PoolTask Submit(
        Func<WorkerContext, Task> function, TaskOptions? options = null, CancellationToken cancellationToken = default) =>
        _factory.Submit(Shape.Of(function), default(NoArguments), options, cancellationToken);

    /// <summary>Runs a function of one argument in a worker.</summary>
    /// <typeparam name="T1">Type of the argument.</typeparam>
    /// <typeparam name="TResult">What it returns.</typeparam>
    /// <param name="function">A static method or a lambda without captures.</param>
    /// <param name="argument">Given to it.</param>
    /// <param name="options">Limits of this task; <see langword="null"/> for the pool's.</param>
    /// <param name="cancellationToken">Cancels the task.</param>
    /// <returns>The task.</returns>
    /// <exception cref="ArgumentException"><paramref name="function"/> cannot run in another process; the message says why and what to write instead.</exception>
    /// <exception cref="ObjectDisposedException">The pool is disposed.</exception>
    public PoolTask<TResult> Submit<T1, TResult>(
        Func<T1, TResult> function, T1 argument, TaskOptions? options = null, CancellationToken cancellationToken = default) =>
        _factory.Submit(Shape.Of(function), new Arguments<T1>(argument), options, cancellationToken);

    /// <summary>Runs an asynchronous function of one argument in a worker.</summary>
    /// <typeparam name="T1">Type of the argument.</typeparam>
    /// <typeparam name="TResult">What it returns.</typeparam>
    /// <param name="function">A static method or a lambda without captures.</param>
    /// <param name="argument">Given to it.</param>
    /// <param name="options">Limits of this task; <see langword="null"/> for the pool's.</param>
    /// <param name="cancellationToken">Cancels the task.</param>
    /// <returns>The task.</returns>
    /// <exception cref="ArgumentException"><paramref name="function"/> cannot run in another process; the message says why and what to write instead.</exception>
    /// <exception cref="ObjectDisposedException">The pool is disposed.</exception>
    public PoolTask<TResult> Submit<T1, TResult>(
        Func<T1, Task<TResult>> function, T1 argument, TaskOptions? options = null, CancellationToken cancellationToken = default) =>
        _factory.Submit(Shape.Of(function), new Arguments<T1>(argument), options, cancellationToken);

    /// <summary>Runs a function without a result of one argument in a worker.</summary>
    /// <typeparam name="T1">Type of the argument.</typeparam>
    /// <param name="function">A static method or a lambda without captures.</param>
    /// <param name="argument">Given to it.</param>
    /// <param name="options">Limits of this task; <see langword="null"/> for the pool's.</param>
    /// <param name="cancellationToken">Cancels the task.</param>
    /// <returns>The task.</returns>
    /// <exception cref="ArgumentException"><paramref name="function"/> cannot run in another process; the message says why and what to write instead.</exception>
    /// <exception cref="ObjectDisposedException">The pool is disposed.</exception>
    public PoolTask Submit<T1>(
        Action<T1> function, T1 argument, TaskOptions? options = null, CancellationToken cancellationToken = default) =>
        _factory.Submit(Shape.Of(function), new Arguments<T1>(argument), options, cancellationToken);

    /// <summary>Runs an asynchronous function without a result of one argument in a worker.</summary>
    /// <typeparam name="T1">Type of the argument.</typeparam>
    /// <param name="function">A static method or a lambda without captures.</param>
    /// <param name="argument">Given to it.</param>
    /// <param name="options">Limits of this task; <see langword="null"/> for the pool's.</param>
    /// <param name="cancellationToken">Cancels the task.</param>
    /// <returns>The task.</returns>
    /// <exception cref="ArgumentException"><paramref name="function"/> cannot run in another process; the message says why and what to write instead.</exception>
    /// <exception cref="ObjectDisposedException">The pool is disposed.</exception>
    public PoolTask Submit<T1>(
        Func<T1, Task> function, T1 argument, TaskOptions? options = null, CancellationToken cancellationToken = default) =>
        _factory.Submit(Shape.Of(function), new Arguments<T1>(argument), options, cancellationToken);

    /// <summary>Runs a function of one argument that takes a <see cref="WorkerContext"/> in a worker.</summary>
    /// <typeparam name="T1">Type of the argument.</typeparam>
    /// <typeparam name="TResult">What it returns.</typeparam>
    /// <param name="function">A static method or a lambda without captures.</param>
    /// <param name="argument">Given to it.</param>
    /// <param name="options">Limits of this task; <see langword="null"/> for the pool's.</param>
    /// <param name="cancellationToken">Cancels the task.</param>
    /// <returns>The task.</returns>
    /// <exception cref="ArgumentException"><paramref name="function"/> cannot run in another process; the message says why and what to write instead.</exception>
    /// <exception cref="ObjectDisposedException">The pool is disposed.</exception>
    public PoolTask<TResult> Submit<T1, TResult>(
        Func<T1, WorkerContext, TResult> function, T1 argument, TaskOptions? options = null, CancellationToken cancellationToken = default) =>
        _factory.Submit(Shape.Of(function), new Arguments<T1>(argument), options, cancellationToken);

    /// <summary>Runs an asynchronous function of one argument that takes a <see cref="WorkerContext"/> in a worker.</summary>
    /// <typeparam name="T1">Type of the argument.</typeparam>
    /// <typeparam name="TResult">What it returns.</typeparam>
    /// <param name="function">A static method or a lambda without captures.</param>
    /// <param name="argument">Given to it.</param>
    /// <param name="options">Limits of this task; <see langword="null"/> for the pool's.</param>
    /// <param name="cancellationToken">Cancels the task.</param>
    /// <returns>The task.</returns>
    /// <exception cref="ArgumentException"><paramref name="function"/> cannot run in another process; the message says why and what to write instead.</exception>
    /// <exception cref="ObjectDisposedException">The pool is disposed.</exception>
    public PoolTask<TResult> Submit<T1, TResult>(
        Func<T1, WorkerContext, Task<TResult>> function, T1 argument, TaskOptions? options = null, CancellationToken cancellationToken = default) =>
        _factory.Submit(Shape.Of(function), new Arguments<T1>(argument), options, cancellationToken);

    /// <summary>Runs a function without a result of one argument that takes a <see cref="WorkerContext"/> in a worker.</summary>
    /// <typeparam name="T1">Type of the argument.</typeparam>
    /// <param name="function">A static method or a lambda without captures.</param>
    /// <param name="argument">Given to it.</param>
    /// <param name="options">Limits of this task; <see langword="null"/> for the pool's.</param>
    /// <param name="cancellationToken">Cancels the task.</param>
    /// <returns>The task.</returns>
    /// <exception cref="ArgumentException"><paramref name="function"/> cannot run in another process; the message says why and what to write instead.</exception>
    /// <exception cref="ObjectDisposedException">The pool is disposed.</exception>
    public PoolTask Submit<T1>(
        Action<T1, WorkerContext> function, T1 argument, TaskOptions? options = null, CancellationToken cancellationToken = default) =>
        _factory.Submit(Shape.Of(function), new Arguments<T1>(argument), options, cancellationToken);

    /// <summary>Runs an asynchronous function without a result of one argument that takes a <see cref="WorkerContext"/> in a worker.</summary>
    /// <typeparam name="T1">Type of the argument.</typeparam>
    /// <param name="function">A static method or a lambda without captures.</param>
    /// <param name="argument">Given to it.</param>
    /// <param name="options">Limits of this task; <see langword="null"/> for the pool's.</param>
    /// <param name="cancellationToken">Cancels the task.</param>
    /// <returns>The task.</returns>
    /// <exception cref="ArgumentException"><paramref name="function"/> cannot run in another process; the message says why and what to write instead.</exception>
    /// <exception cref="ObjectDisposedException">The pool is disposed.</exception>
    public PoolTask Submit<T1>(
        Func<T1, WorkerContext, Task> function, T1 argument, TaskOptions? options = null, CancellationToken cancellationToken = default) =>
        _factory.Submit(Shape.Of(function), new Arguments<T1>(argument), options, cancellationToken);

    /// <summary>Runs a function of two arguments in a worker.</summary>
    /// <typeparam name="T1">Type of the first argument.</typeparam>
    /// <typeparam name="T2">Type of the second argument.</typeparam>
    /// <typeparam name="TResult">What it returns.</typeparam>
    /// <param name="function">A static method or a lambda without captures.</param>
    /// <param name="argument1">First argument.</param>
    /// <param name="argument2">Second argument.</param>
    /// <param name="options">Limits of this task; <see langword="null"/> for the pool's.</param>
    /// <param name="cancellationToken">Cancels the task.</param>
    /// <returns>The task.</returns>
    /// <exception cref="ArgumentException"><paramref name="function"/> cannot run in another process; the message says why and what to write instead.</exception>
    /// <exception cref="ObjectDisposedException">The pool is disposed.</exception>
    public PoolTask<TResult> Submit<T1, T2, TResult>(
        Func<T1, T2, TResult> function, T1 argument1, T2 argument2, TaskOptions? options = null, CancellationToken cancellationToken = default) =>
        _factory.Submit(Shape.Of(function), new Arguments<T1, T2>(argument1, argument2), options, cancellationToken);

    /// <summary>Runs an asynchronous function of two arguments in a worker.</summary>
    /// <typeparam name="T1">Type of the first argument.</typeparam>
    /// <typeparam name="T2">Type of the second argument.</typeparam>
    /// <typeparam name="TResult">What it returns.</typeparam>
    /// <param name="function">A static method or a lambda without captures.</param>
    /// <param name="argument1">First argument.</param>
    /// <param name="argument2">Second argument.</param>
    /// <param name="options">Limits of this task; <see langword="null"/> for the pool's.</param>
    /// <param name="cancellationToken">Cancels the task.</param>
    /// <returns>The task.</returns>
    /// <exception cref="ArgumentException"><paramref name="function"/> cannot run in another process; the message says why and what to write instead.</exception>
    /// <exception cref="ObjectDisposedException">The pool is disposed.</exception>
    public PoolTask<TResult> Submit<T1, T2, TResult>(
        Func<T1, T2, Task<TResult>> function, T1 argument1, T2 argument2, TaskOptions? options = null, CancellationToken cancellationToken = default) =>
        _factory.Submit(Shape.Of(function), new Arguments<T1, T2>(argument1, argument2), options, cancellationToken);

    /// <summary>Runs a function without a result of two arguments in a worker.</summary>
    /// <typeparam name="T1">Type of the first argument.</typeparam>
    /// <typeparam name="T2">Type of the second argument.</typeparam>
    /// <param name="function">A static method or a lambda without captures.</param>
    /// <param name="argument1">First argument.</param>
    /// <param name="argument2">Second argument.</param>
    /// <param name="options">Limits of this task; <see langword="null"/> for the pool's.</param>
    /// <param name="cancellationToken">Cancels the task.</param>
    /// <returns>The task.</returns>
    /// <exception cref="ArgumentException"><paramref name="function"/> cannot run in another process; the message says why and what to write instead.</exception>
    /// <exception cref="ObjectDisposedException">The pool is disposed.</exception>
    public PoolTask Submit<T1, T2>(
        Action<T1, T2> function, T1 argument1, T2 argument2, TaskOptions? options = null, CancellationToken cancellationToken = default) =>
        _factory.Submit(Shape.Of(function), new Arguments<T1, T2>(argument1, argument2), options, cancellationToken);

    /// <summary>Runs an asynchronous function without a result of two arguments in a worker.</summary>
    /// <typeparam name="T1">Type of the first argument.</typeparam>
    /// <typeparam name="T2">Type of the second argument.</typeparam>
    /// <param name="function">A static method or a lambda without captures.</param>
    /// <param name="argument1">First argument.</param>
    /// <param name="argument2">Second argument.</param>
    /// <param name="options">Limits of this task; <see langword="null"/> for the pool's.</param>
    /// <param name="cancellationToken">Cancels the task.</param>
    /// <returns>The task.</returns>
    /// <exception cref="ArgumentException"><paramref name="function"/> cannot run in another process; the message says why and what to write instead.</exception>
    /// <exception cref="ObjectDisposedException">The pool is disposed.</exception>
    public PoolTask Submit<T1, T2>(
        Func<T1, T2, Task> function, T1 argument1, T2 argument2, TaskOptions? options = null, CancellationToken cancellationToken = default) =>
        _factory.Submit(Shape.Of(function), new Arguments<T1, T2>(argument1, argument2), options, cancellationToken);

    /// <summary>Runs a function of two arguments that takes a <see cref="WorkerContext"/> in a worker.</summary>
    /// <typeparam name="T1">Type of the first argument.</typeparam>
    /// <typeparam name="T2">Type of the second argument.</typeparam>
    /// <typeparam name="TResult">What it returns.</typeparam>
    /// <param name="function">A static method or a lambda without captures.</param>
    /// <param name="argument1">First argument.</param>
    /// <param name="argument2">Second argument.</param>
    /// <param name="options">Limits of this task; <see langword="null"/> for the pool's.</param>
    /// <param name="cancellationToken">Cancels the task.</param>
    /// <returns>The task.</returns>
    /// <exception cref="ArgumentException"><paramref name="function"/> cannot run in another process; the message says why and what to write instead.</exception>
    /// <exception cref="ObjectDisposedException">The pool is disposed.</exception>
    public PoolTask<TResult> Submit<T1, T2, TResult>(
        Func<T1, T2, WorkerContext, TResult> function, T1 argument1, T2 argument2, TaskOptions? options = null, CancellationToken cancellationToken = default) =>
        _factory.Submit(Shape.Of(function), new Arguments<T1, T2>(argument1, argument2), options, cancellationToken);

    /// <summary>Runs an asynchronous function of two arguments that takes a <see cref="WorkerContext"/> in a worker.</summary>
    /// <typeparam name="T1">Type of the first argument.</typeparam>
    /// <typeparam name="T2">Type of the second argument.</typeparam>
    /// <typeparam name="TResult">What it returns.</typeparam>
    /// <param name="function">A static method or a lambda without captures.</param>
    /// <param name="argument1">First argument.</param>
    /// <param name="argument2">Second argument.</param>
    /// <param name="options">Limits of this task; <see langword="null"/> for the pool's.</param>
    /// <param name="cancellationToken">Cancels the task.</param>
    /// <returns>The task.</returns>
    /// <exception cref="ArgumentException"><paramref name="function"/> cannot run in another process; the message says why and what to write instead.</exception>
    /// <exception cref="ObjectDisposedException">The pool is disposed.</exception>
    public PoolTask<TResult> Submit<T1, T2, TResult>(
        Func<T1, T2, WorkerContext, Task<TResult>> function, T1 argument1, T2 argument2, TaskOptions? options = null, CancellationToken cancellationToken = default) =>
        _factory.Submit(Shape.Of(function), new Arguments<T1, T2>(argument1, argument2), options, cancellationToken);

    /// <summary>Runs a function without a result of two arguments that takes a <see cref="WorkerContext"/> in a worker.</summary>
    /// <typeparam name="T1">Type of the first argument.</typeparam>
    /// <typeparam name="T2">Type of the second argument.</typeparam>
    /// <param name="function">A static method or a lambda without captures.</param>
    /// <param name="argument1">First argument.</param>
    /// <param name="argument2">Second argument.</param>
    /// <param name="options">Limits of this task; <see langword="null"/> for the pool's.</param>
    /// <param name="cancellationToken">Cancels the task.</param>
    /// <returns>The task.</returns>
    /// <exception cref="ArgumentException"><paramref name="function"/> cannot run in another process; the message says why and what to write instead.</exception>
    /// <exception cref="ObjectDisposedException">The pool is disposed.</exception>
    public PoolTask Submit<T1, T2>(
        Action<T1, T2, WorkerContext> function, T1 argument1, T2 argument2, TaskOptions? options = null, CancellationToken cancellationToken = default) =>
        _factory.Submit(Shape.Of(function), new Arguments<T1, T2>(argument1, argument2), options, cancellationToken);

    /// <summary>Runs an asynchronous function without a result of two arguments that takes a <see cref="WorkerContext"/> in a worker.</summary>
    /// <typeparam name="T1">Type of the first argument.</typeparam>
    /// <typeparam name="T2">Type of the second argument.</typeparam>
    /// <param name="function">A static method or a lambda without captures.</param>
    /// <param name="argument1">First argument.</param>
    /// <param name="argument2">Second argument.</param>
    /// <param name="options">Limits of this task; <see langword="null"/> for the pool's.</param>
    /// <param name="cancellationToken">Cancels the task.</param>
    /// <returns>The task.</returns>
    /// <exception cref="ArgumentException"><paramref name="function"/> cannot run in another process; the message says why and what to write instead.</exception>
    /// <exception cref="ObjectDisposedException">The pool is disposed.</exception>
    public PoolTask Submit<T1, T2>(
        Func<T1, T2, WorkerContext, Task> function, T1 argument1, T2 argument2, TaskOptions? options = null, CancellationToken cancellationToken = default) =>
        _factory.Submit(Shape.Of(function), new Arguments<T1, T2>(argument1, argument2), options, cancellationToken);

    /// <summary>Runs a function of three arguments in a worker.</summary>
    /// <typeparam name="T1">Type of the first argument.</typeparam>
    /// <typeparam name="T2">Type of the second argument.</typeparam>
    /// <typeparam name="T3">Type of the third argument.</typeparam>
    /// <typeparam name="TResult">What it returns.</typeparam>
    /// <param name="function">A static method or a lambda without captures.</param>
    /// <param name="argument1">First argument.</param>
    /// <param name="argument2">Second argument.</param>
    /// <param name="argument3">Third argument.</param>
    /// <param name="options">Limits of this task; <see langword="null"/> for the pool's.</param>
    /// <param name="cancellationToken">Cancels the task.</param>
    /// <returns>The task.</returns>
    /// <exception cref="ArgumentException"><paramref name="function"/> cannot run in another process; the message says why and what to write instead.</exception>
    /// <exception cref="ObjectDisposedException">The pool is disposed.</exception>
    public PoolTask<TResult> Submit<T1, T2, T3, TResult>(
        Func<T1, T2, T3, TResult> function, T1 argument1, T2 argument2, T3 argument3, TaskOptions? options = null, CancellationToken cancellationToken = default) =>
        _factory.Submit(Shape.Of(function), new Arguments<T1, T2, T3>(argument1, argument2, argument3), options, cancellationToken);

    /// <summary>Runs an asynchronous function of three arguments in a worker.</summary>
    /// <typeparam name="T1">Type of the first argument.</typeparam>
    /// <typeparam name="T2">Type of the second argument.</typeparam>
    /// <typeparam name="T3">Type of the third argument.</typeparam>
    /// <typeparam name="TResult">What it returns.</typeparam>
    /// <param name="function">A static method or a lambda without captures.</param>
    /// <param name="argument1">First argument.</param>
    /// <param name="argument2">Second argument.</param>
    /// <param name="argument3">Third argument.</param>
    /// <param name="options">Limits of this task; <see langword="null"/> for the pool's.</param>
    /// <param name="cancellationToken">Cancels the task.</param>
    /// <returns>The task.</returns>
    /// <exception cref="ArgumentException"><paramref name="function"/> cannot run in another process; the message says why and what to write instead.</exception>
    /// <exception cref="ObjectDisposedException">The pool is disposed.</exception>
    public PoolTask<TResult> Submit<T1, T2, T3, TResult>(
        Func<T1, T2, T3, Task<TResult>> function, T1 argument1, T2 argument2, T3 argument3, TaskOptions? options = null, CancellationToken cancellationToken = default) =>
        _factory.Submit(Shape.Of(function), new Arguments<T1, T2, T3>(argument1, argument2, argument3), options, cancellationToken);

    /// <summary>Runs a function without a result of three arguments in a worker.</summary>
    /// <typeparam name="T1">Type of the first argument.</typeparam>
    /// <typeparam name="T2">Type of the second argument.</typeparam>
    /// <typeparam name="T3">Type of the third argument.</typeparam>
    /// <param name="function">A static method or a lambda without captures.</param>
    /// <param name="argument1">First argument.</param>
    /// <param name="argument2">Second argument.</param>
    /// <param name="argument3">Third argument.</param>
    /// <param name="options">Limits of this task; <see langword="null"/> for the pool's.</param>
    /// <param name="cancellationToken">Cancels the task.</param>
    /// <returns>The task.</returns>
    /// <exception cref="ArgumentException"><paramref name="function"/> cannot run in another process; the message says why and what to write instead.</exception>
    /// <exception cref="ObjectDisposedException">The pool is disposed.</exception>
    public PoolTask Submit<T1, T2, T3>(
        Action<T1, T2, T3> function, T1 argument1, T2 argument2, T3 argument3, TaskOptions? options = null, CancellationToken cancellationToken = default) =>
        _factory.Submit(Shape.Of(function), new Arguments<T1, T2, T3>(argument1, argument2, argument3), options, cancellationToken);

    /// <summary>Runs an asynchronous function without a result of three arguments in a worker.</summary>
    /// <typeparam name="T1">Type of the first argument.</typeparam>
    /// <typeparam name="T2">Type of the second argument.</typeparam>
    /// <typeparam name="T3">Type of the third argument.</typeparam>
    /// <param name="function">A static method or a lambda without captures.</param>
    /// <param name="argument1">First argument.</param>
    /// <param name="argument2">Second argument.</param>
    /// <param name="argument3">Third argument.</param>
    /// <param name="options">Limits of this task; <see langword="null"/> for the pool's.</param>
    /// <param name="cancellationToken">Cancels the task.</param>
    /// <returns>The task.</returns>
    /// <exception cref="ArgumentException"><paramref name="function"/> cannot run in another process; the message says why and what to write instead.</exception>
    /// <exception cref="ObjectDisposedException">The pool is disposed.</exception>
    public PoolTask Submit<T1, T2, T3>(
        Func<T1, T2, T3, Task> function, T1 argument1, T2 argument2, T3 argument3, TaskOptions? options = null, CancellationToken cancellationToken = default) =>
        _factory.Submit(Shape.Of(function), new Arguments<T1, T2, T3>(argument1, argument2, argument3), options, cancellationToken);

    /// <summary>Runs a function of three arguments that takes a <see cref="WorkerContext"/> in a worker.</summary>
    /// <typeparam name="T1">Type of the first argument.</typeparam>
    /// <typeparam name="T2">Type of the second argument.</typeparam>
    /// <typeparam name="T3">Type of the third argument.</typeparam>
    /// <typeparam name="TResult">What it returns.</typeparam>
    /// <param name="function">A static method or a lambda without captures.</param>
    /// <param name="argument1">First argument.</param>
    /// <param name="argument2">Second argument.</param>
    /// <param name="argument3">Third argument.</param>
    /// <param name="options">Limits of this task; <see langword="null"/> for the pool's.</param>
    /// <param name="cancellationToken">Cancels the task.</param>
    /// <returns>The task.</returns>
    /// <exception cref="ArgumentException"><paramref name="function"/> cannot run in another process; the message says why and what to write instead.</exception>
    /// <exception cref="ObjectDisposedException">The pool is disposed.</exception>
    public PoolTask<TResult> Submit<T1, T2, T3, TResult>(
        Func<T1, T2, T3, WorkerContext, TResult> function, T1 argument1, T2 argument2, T3 argument3, TaskOptions? options = null, CancellationToken cancellationToken = default) =>
        _factory.Submit(Shape.Of(function), new Arguments<T1, T2, T3>(argument1, argument2, argument3), options, cancellationToken);

    /// <summary>Runs an asynchronous function of three arguments that takes a <see cref="WorkerContext"/> in a worker.</summary>
    /// <typeparam name="T1">Type of the first argument.</typeparam>
    /// <typeparam name="T2">Type of the second argument.</typeparam>
    /// <typeparam name="T3">Type of the third argument.</typeparam>
    /// <typeparam name="TResult">What it returns.</typeparam>
    /// <param name="function">A static method or a lambda without captures.</param>
    /// <param name="argument1">First argument.</param>
    /// <param name="argument2">Second argument.</param>
    /// <param name="argument3">Third argument.</param>
    /// <param name="options">Limits of this task; <see langword="null"/> for the pool's.</param>
    /// <param name="cancellationToken">Cancels the task.</param>
    /// <returns>The task.</returns>
    /// <exception cref="ArgumentException"><paramref name="function"/> cannot run in another process; the message says why and what to write instead.</exception>
    /// <exception cref="ObjectDisposedException">The pool is disposed.</exception>
    public PoolTask<TResult> Submit<T1, T2, T3, TResult>(
        Func<T1, T2, T3, WorkerContext, Task<TResult>> function, T1 argument1, T2 argument2, T3 argument3, TaskOptions? options = null, CancellationToken cancellationToken = default) =>
        _factory.Submit(Shape.Of(function), new Arguments<T1, T2, T3>(argument1, argument2, argument3), options, cancellationToken);

    /// <summary>Runs a function without a result of three arguments that takes a <see cref="WorkerContext"/> in a worker.</summary>
    /// <typeparam name="T1">Type of the first argument.</typeparam>
    /// <typeparam name="T2">Type of the second argument.</typeparam>
    /// <typeparam name="T3">Type of the third argument.</typeparam>
    /// <param name="function">A static method or a lambda without captures.</param>
    /// <param name="argument1">First argument.</param>
    /// <param name="argument2">Second argument.</param>
    /// <param name="argument3">Third argument.</param>
    /// <param name="options">Limits of this task; <see langword="null"/> for the pool's.</param>
    /// <param name="cancellationToken">Cancels the task.</param>
    /// <returns>The task.</returns>
    /// <exception cref="ArgumentException"><paramref name="function"/> cannot run in another process; the message says why and what to write instead.</exception>
    /// <exception cref="ObjectDisposedException">The pool is disposed.</exception>
    public PoolTask Submit<T1, T2, T3>(
        Action<T1, T2, T3, WorkerContext> function, T1 argument1, T2 argument2, T3 argument3, TaskOptions? options = null, CancellationToken cancellationToken = default) =>
        _factory.Submit(Shape.Of(function), new Arguments<T1, T2, T3>(argument1, argument2, argument3), options, cancellationToken);

    /// <summary>Runs an asynchronous function without a result of three arguments that takes a <see cref="WorkerContext"/> in a worker.</summary>
    /// <typeparam name="T1">Type of the first argument.</typeparam>
    /// <typeparam name="T2">Type of the second argument.</typeparam>
    /// <typeparam name="T3">Type of the third argument.</typeparam>
    /// <param name="function">A static method or a lambda without captures.</param>
    /// <param name="argument1">First argument.</param>
    /// <param name="argument2">Second argument.</param>
    /// <param name="argument3">Third argument.</param>
    /// <param name="options">Limits of this task; <see langword="null"/> for the pool's.</param>
    /// <param name="cancellationToken">Cancels the task.</param>
    /// <returns>The task.</returns>
    /// <exception cref="ArgumentException"><paramref name="function"/> cannot run in another process; the message says why and what to write instead.</exception>
    /// <exception cref="ObjectDisposedException">The pool is disposed.</exception>
    public PoolTask Submit<T1, T2, T3>(
        Func<T1, T2, T3, WorkerContext, Task> function, T1 argument1, T2 argument2, T3 argument3, TaskOptions? options = null, CancellationToken cancellationToken = default) =>
        _factory.Submit(Shape.Of(function), new Arguments<T1, T2, T3>(argument1, argument2, argument3), options, cancellationToken);

    /// <summary>Runs a function of four arguments in a worker.</summary>
    /// <typeparam name="T1">Type of the first argument.</typeparam>
    /// <typeparam name="T2">Type of the second argument.</typeparam>
    /// <typeparam name="T3">Type of the third argument.</typeparam>
    /// <typeparam name="T4">Type of the fourth argument.</typeparam>
    /// <typeparam name="TResult">What it returns.</typeparam>
    /// <param name="function">A static method or a lambda without captures.</param>
    /// <param name="argument1">First argument.</param>
    /// <param name="argument2">Second argument.</param>
    /// <param name="argument3">Third argument.</param>
    /// <param name="argument4">Fourth argument.</param>
    /// <param name="options">Limits of this task; <see langword="null"/> for the pool's.</param>
    /// <param name="cancellationToken">Cancels the task.</param>
    /// <returns>The task.</returns>
    /// <exception cref="ArgumentException"><paramref name="function"/> cannot run in another process; the message says why and what to write instead.</exception>
    /// <exception cref="ObjectDisposedException">The pool is disposed.</exception>
    public PoolTask<TResult> Submit<T1, T2, T3, T4, TResult>(
        Func<T1, T2, T3, T4, TResult> function, T1 argument1, T2 argument2, T3 argument3, T4 argument4, TaskOptions? options = null, CancellationToken cancellationToken = default) =>
        _factory.Submit(Shape.Of(function), new Arguments<T1, T2, T3, T4>(argument1, argument2, argument3, argument4), options, cancellationToken);

    /// <summary>Runs an asynchronous function of four arguments in a worker.</summary>
    /// <typeparam name="T1">Type of the first argument.</typeparam>
    /// <typeparam name="T2">Type of the second argument.</typeparam>
    /// <typeparam name="T3">Type of the third argument.</typeparam>
    /// <typeparam name="T4">Type of the fourth argument.</typeparam>
    /// <typeparam name="TResult">What it returns.</typeparam>
    /// <param name="function">A static method or a lambda without captures.</param>
    /// <param name="argument1">First argument.</param>
    /// <param name="argument2">Second argument.</param>
    /// <param name="argument3">Third argument.</param>
    /// <param name="argument4">Fourth argument.</param>
    /// <param name="options">Limits of this task; <see langword="null"/> for the pool's.</param>
    /// <param name="cancellationToken">Cancels the task.</param>
    /// <returns>The task.</returns>
    /// <exception cref="ArgumentException"><paramref name="function"/> cannot run in another process; the message says why and what to write instead.</exception>
    /// <exception cref="ObjectDisposedException">The pool is disposed.</exception>
    public PoolTask<TResult> Submit<T1, T2, T3, T4, TResult>(
        Func<T1, T2, T3, T4, Task<TResult>> function, T1 argument1, T2 argument2, T3 argument3, T4 argument4, TaskOptions? options = null, CancellationToken cancellationToken = default) =>
        _factory.Submit(Shape.Of(function), new Arguments<T1, T2, T3, T4>(argument1, argument2, argument3, argument4), options, cancellationToken);

    /// <summary>Runs a function without a result of four arguments in a worker.</summary>
    /// <typeparam name="T1">Type of the first argument.</typeparam>
    /// <typeparam name="T2">Type of the second argument.</typeparam>
    /// <typeparam name="T3">Type of the third argument.</typeparam>
    /// <typeparam name="T4">Type of the fourth argument.</typeparam>
    /// <param name="function">A static method or a lambda without captures.</param>
    /// <param name="argument1">First argument.</param>
    /// <param name="argument2">Second argument.</param>
    /// <param name="argument3">Third argument.</param>
    /// <param name="argument4">Fourth argument.</param>
    /// <param name="options">Limits of this task; <see langword="null"/> for the pool's.</param>
    /// <param name="cancellationToken">Cancels the task.</param>
    /// <returns>The task.</returns>
    /// <exception cref="ArgumentException"><paramref name="function"/> cannot run in another process; the message says why and what to write instead.</exception>
    /// <exception cref="ObjectDisposedException">The pool is disposed.</exception>
    public PoolTask Submit<T1, T2, T3, T4>(
        Action<T1, T2, T3, T4> function, T1 argument1, T2 argument2, T3 argument3, T4 argument4, TaskOptions? options = null, CancellationToken cancellationToken = default) =>
        _factory.Submit(Shape.Of(function), new Arguments<T1, T2, T3, T4>(argument1, argument2, argument3, argument4), options, cancellationToken);

    /// <summary>Runs an asynchronous function without a result of four arguments in a worker.</summary>
    /// <typeparam name="T1">Type of the first argument.</typeparam>
    /// <typeparam name="T2">Type of the second argument.</typeparam>
    /// <typeparam name="T3">Type of the third argument.</typeparam>
    /// <typeparam name="T4">Type of the fourth argument.</typeparam>
    /// <param name="function">A static method or a lambda without captures.</param>
    /// <param name="argument1">First argument.</param>
    /// <param name="argument2">Second argument.</param>
    /// <param name="argument3">Third argument.</param>
    /// <param name="argument4">Fourth argument.</param>
    /// <param name="options">Limits of this task; <see langword="null"/> for the pool's.</param>
    /// <param name="cancellationToken">Cancels the task.</param>
    /// <returns>The task.</returns>
    /// <exception cref="ArgumentException"><paramref name="function"/> cannot run in another process; the message says why and what to write instead.</exception>
    /// <exception cref="ObjectDisposedException">The pool is disposed.</exception>
    public PoolTask Submit<T1, T2, T3, T4>(
        Func<T1, T2, T3, T4, Task> function, T1 argument1, T2 argument2, T3 argument3, T4 argument4, TaskOptions? options = null, CancellationToken cancellationToken = default) =>
        _factory.Submit(Shape.Of(function), new Arguments<T1, T2, T3, T4>(argument1, argument2, argument3, argument4), options, cancellationToken);

    /// <summary>Runs a function of four arguments that takes a <see cref="WorkerContext"/> in a worker.</summary>
    /// <typeparam name="T1">Type of the first argument.</typeparam>
    /// <typeparam name="T2">Type of the second argument.</typeparam>
    /// <typeparam name="T3">Type of the third argument.</typeparam>
    /// <typeparam name="T4">Type of the fourth argument.</typeparam>
    /// <typeparam name="TResult">What it returns.</typeparam>
    /// <param name="function">A static method or a lambda without captures.</param>
    /// <param name="argument1">First argument.</param>
    /// <param name="argument2">Second argument.</param>
    /// <param name="argument3">Third argument.</param>
    /// <param name="argument4">Fourth argument.</param>
    /// <param name="options">Limits of this task; <see langword="null"/> for the pool's.</param>
    /// <param name="cancellationToken">Cancels the task.</param>
    /// <returns>The task.</returns>
    /// <exception cref="ArgumentException"><paramref name="function"/> cannot run in another process; the message says why and what to write instead.</exception>
    /// <exception cref="ObjectDisposedException">The pool is disposed.</exception>
    public PoolTask<TResult> Submit<T1, T2, T3, T4, TResult>(
        Func<T1, T2, T3, T4, WorkerContext, TResult> function, T1 argument1, T2 argument2, T3 argument3, T4 argument4, TaskOptions? options = null, CancellationToken cancellationToken = default) =>
        _factory.Submit(Shape.Of(function), new Arguments<T1, T2, T3, T4>(argument1, argument2, argument3, argument4), options, cancellationToken);

    /// <summary>Runs an asynchronous function of four arguments that takes a <see cref="WorkerContext"/> in a worker.</summary>
    /// <typeparam name="T1">Type of the first argument.</typeparam>
    /// <typeparam name="T2">Type of the second argument.</typeparam>
    /// <typeparam name="T3">Type of the third argument.</typeparam>
    /// <typeparam name="T4">Type of the fourth argument.</typeparam>
    /// <typeparam name="TResult">What it returns.</typeparam>
    /// <param name="function">A static method or a lambda without captures.</param>
    /// <param name="argument1">First argument.</param>
    /// <param name="argument2">Second argument.</param>
    /// <param name="argument3">Third argument.</param>
    /// <param name="argument4">Fourth argument.</param>
    /// <param name="options">Limits of this task; <see langword="null"/> for the pool's.</param>
    /// <param name="cancellationToken">Cancels the task.</param>
    /// <returns>The task.</returns>
    /// <exception cref="ArgumentException"><paramref name="function"/> cannot run in another process; the message says why and what to write instead.</exception>
    /// <exception cref="ObjectDisposedException">The pool is disposed.</exception>
    public PoolTask<TResult> Submit<T1, T2, T3, T4, TResult>(
        Func<T1, T2, T3, T4, WorkerContext, Task<TResult>> function, T1 argument1, T2 argument2, T3 argument3, T4 argument4, TaskOptions? options = null, CancellationToken cancellationToken = default) =>
        _factory.Submit(Shape.Of(function), new Arguments<T1, T2, T3, T4>(argument1, argument2, argument3, argument4), options, cancellationToken);

    /// <summary>Runs a function without a result of four arguments that takes a <see cref="WorkerContext"/> in a worker.</summary>
    /// <typeparam name="T1">Type of the first argument.</typeparam>
    /// <typeparam name="T2">Type of the second argument.</typeparam>
    /// <typeparam name="T3">Type of the third argument.</typeparam>
    /// <typeparam name="T4">Type of the fourth argument.</typeparam>
    /// <param name="function">A static method or a lambda without captures.</param>
    /// <param name="argument1">First argument.</param>
    /// <param name="argument2">Second argument.</param>
    /// <param name="argument3">Third argument.</param>
    /// <param name="argument4">Fourth argument.</param>
    /// <param name="options">Limits of this task; <see langword="null"/> for the pool's.</param>
    /// <param name="cancellationToken">Cancels the task.</param>
    /// <returns>The task.</returns>
    /// <exception cref="ArgumentException"><paramref name="function"/> cannot run in another process; the message says why and what to write instead.</exception>
    /// <exception cref="ObjectDisposedException">The pool is disposed.</exception>
    public PoolTask Submit<T1, T2, T3, T4>(
        Action<T1, T2, T3, T4, WorkerContext> function, T1 argument1, T2 argument2, T3 argument3, T4 argument4, TaskOptions? options = null, CancellationToken cancellationToken = default) =>
        _factory.Submit(Shape.Of(function), new Arguments<T1, T2, T3, T4>(argument1, argument2, argument3, argument4), options, cancellationToken);

    /// <summary>Runs an asynchronous function without a result of four arguments that takes a <see cref="WorkerContext"/> in a worker.</summary>
    /// <typeparam name="T1">Type of the first argument.</typeparam>
    /// <typeparam name="T2">Type of the second argument.</typeparam>
    /// <typeparam name="T3">Type of the third argument.</typeparam>
    /// <typeparam name="T4">Type of the fourth argument.</typeparam>
    /// <param name="function">A static method or a lambda without captures.</param>
    /// <param name="argument1">First argument.</param>
    /// <param name="argument2">Second argument.</param>
    /// <param name="argument3">Third argument.</param>
    /// <param name="argument4">Fourth argument.</param>
    /// <param name="options">Limits of this task; <see langword="null"/> for the pool's.</param>
    /// <param name="cancellationToken">Cancels the task.</param>
    /// <returns>The task.</returns>
    /// <exception cref="ArgumentException"><paramref name="function"/> cannot run in another process; the message says why and what to write instead.</exception>
    /// <exception cref="ObjectDisposedException">The pool is disposed.</exception>
    public PoolTask Submit<T1, T2, T3, T4>(
        Func<T1, T2, T3, T4, WorkerContext, Task> function, T1 argument1, T2 argument2, T3 argument3, T4 argument4, TaskOptions? options = null, CancellationToken cancellationToken = default) =>
        _factory.Submit(Shape.Of(function), new Arguments<T1, T2, T3, T4>(argument1, argument2, argument3, argument4), options, cancellationToken);
}
