using Cluster.Calls;

namespace Cluster;

// A function without a result over many inputs.
public sealed partial class ProcessPool
{
    /// <summary>Runs a function on each input of a source.</summary>
    /// <typeparam name="T">Type of the inputs.</typeparam>
    /// <param name="function">A static method or a lambda without captures. What it writes to static fields stays in its worker.</param>
    /// <param name="source">The inputs; taken as they are needed. A source without end is gone through until it is cancelled.</param>
    /// <param name="options">Batches, bounds, limits; <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Cancels what has not ended.</param>
    /// <returns>The end of all tasks; failed with the first failure in the order of the inputs, after which the rest is cancelled.</returns>
    /// <exception cref="ArgumentException"><paramref name="function"/> cannot run in another process; the message says why and what to write instead.</exception>
    public Task ForEachAsync<T>(
        Action<T> function, IEnumerable<T> source, MapOptions? options = null, CancellationToken cancellationToken = default) =>
        EndOf(Map(Shape.Of(function), source, static input => new Arguments<T>(input), options, cancellationToken));

    /// <summary>Runs a function on each input of a source.</summary>
    /// <typeparam name="T">Type of the inputs.</typeparam>
    /// <param name="function">A static method or a lambda without captures. What it writes to static fields stays in its worker.</param>
    /// <param name="source">The inputs; taken as they are needed. A source without end is gone through until it is cancelled.</param>
    /// <param name="options">Batches, bounds, limits; <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Cancels what has not ended.</param>
    /// <returns>The end of all tasks; failed with the first failure in the order of the inputs, after which the rest is cancelled.</returns>
    /// <exception cref="ArgumentException"><paramref name="function"/> cannot run in another process; the message says why and what to write instead.</exception>
    public Task ForEachAsync<T>(
        Action<T> function, IAsyncEnumerable<T> source, MapOptions? options = null, CancellationToken cancellationToken = default) =>
        EndOf(Map(Shape.Of(function), source, static input => new Arguments<T>(input), options, cancellationToken));

    /// <summary>Runs an asynchronous function on each input of a source.</summary>
    /// <typeparam name="T">Type of the inputs.</typeparam>
    /// <param name="function">A static method or a lambda without captures. What it writes to static fields stays in its worker.</param>
    /// <param name="source">The inputs; taken as they are needed. A source without end is gone through until it is cancelled.</param>
    /// <param name="options">Batches, bounds, limits; <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Cancels what has not ended.</param>
    /// <returns>The end of all tasks; failed with the first failure in the order of the inputs, after which the rest is cancelled.</returns>
    /// <exception cref="ArgumentException"><paramref name="function"/> cannot run in another process; the message says why and what to write instead.</exception>
    public Task ForEachAsync<T>(
        Func<T, Task> function, IEnumerable<T> source, MapOptions? options = null, CancellationToken cancellationToken = default) =>
        EndOf(Map(Shape.Of(function), source, static input => new Arguments<T>(input), options, cancellationToken));

    /// <summary>Runs an asynchronous function on each input of a source.</summary>
    /// <typeparam name="T">Type of the inputs.</typeparam>
    /// <param name="function">A static method or a lambda without captures. What it writes to static fields stays in its worker.</param>
    /// <param name="source">The inputs; taken as they are needed. A source without end is gone through until it is cancelled.</param>
    /// <param name="options">Batches, bounds, limits; <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Cancels what has not ended.</param>
    /// <returns>The end of all tasks; failed with the first failure in the order of the inputs, after which the rest is cancelled.</returns>
    /// <exception cref="ArgumentException"><paramref name="function"/> cannot run in another process; the message says why and what to write instead.</exception>
    public Task ForEachAsync<T>(
        Func<T, Task> function, IAsyncEnumerable<T> source, MapOptions? options = null, CancellationToken cancellationToken = default) =>
        EndOf(Map(Shape.Of(function), source, static input => new Arguments<T>(input), options, cancellationToken));

    /// <summary>Runs a function that takes a <see cref="WorkerContext"/> on each input of a source.</summary>
    /// <typeparam name="T">Type of the inputs.</typeparam>
    /// <param name="function">A static method or a lambda without captures. What it writes to static fields stays in its worker.</param>
    /// <param name="source">The inputs; taken as they are needed. A source without end is gone through until it is cancelled.</param>
    /// <param name="options">Batches, bounds, limits; <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Cancels what has not ended.</param>
    /// <returns>The end of all tasks; failed with the first failure in the order of the inputs, after which the rest is cancelled.</returns>
    /// <exception cref="ArgumentException"><paramref name="function"/> cannot run in another process; the message says why and what to write instead.</exception>
    public Task ForEachAsync<T>(
        Action<T, WorkerContext> function, IEnumerable<T> source, MapOptions? options = null, CancellationToken cancellationToken = default) =>
        EndOf(Map(Shape.Of(function), source, static input => new Arguments<T>(input), options, cancellationToken));

    /// <summary>Runs a function that takes a <see cref="WorkerContext"/> on each input of a source.</summary>
    /// <typeparam name="T">Type of the inputs.</typeparam>
    /// <param name="function">A static method or a lambda without captures. What it writes to static fields stays in its worker.</param>
    /// <param name="source">The inputs; taken as they are needed. A source without end is gone through until it is cancelled.</param>
    /// <param name="options">Batches, bounds, limits; <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Cancels what has not ended.</param>
    /// <returns>The end of all tasks; failed with the first failure in the order of the inputs, after which the rest is cancelled.</returns>
    /// <exception cref="ArgumentException"><paramref name="function"/> cannot run in another process; the message says why and what to write instead.</exception>
    public Task ForEachAsync<T>(
        Action<T, WorkerContext> function, IAsyncEnumerable<T> source, MapOptions? options = null, CancellationToken cancellationToken = default) =>
        EndOf(Map(Shape.Of(function), source, static input => new Arguments<T>(input), options, cancellationToken));

    /// <summary>Runs an asynchronous function that takes a <see cref="WorkerContext"/> on each input of a source.</summary>
    /// <typeparam name="T">Type of the inputs.</typeparam>
    /// <param name="function">A static method or a lambda without captures. What it writes to static fields stays in its worker.</param>
    /// <param name="source">The inputs; taken as they are needed. A source without end is gone through until it is cancelled.</param>
    /// <param name="options">Batches, bounds, limits; <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Cancels what has not ended.</param>
    /// <returns>The end of all tasks; failed with the first failure in the order of the inputs, after which the rest is cancelled.</returns>
    /// <exception cref="ArgumentException"><paramref name="function"/> cannot run in another process; the message says why and what to write instead.</exception>
    public Task ForEachAsync<T>(
        Func<T, WorkerContext, Task> function, IEnumerable<T> source, MapOptions? options = null, CancellationToken cancellationToken = default) =>
        EndOf(Map(Shape.Of(function), source, static input => new Arguments<T>(input), options, cancellationToken));

    /// <summary>Runs an asynchronous function that takes a <see cref="WorkerContext"/> on each input of a source.</summary>
    /// <typeparam name="T">Type of the inputs.</typeparam>
    /// <param name="function">A static method or a lambda without captures. What it writes to static fields stays in its worker.</param>
    /// <param name="source">The inputs; taken as they are needed. A source without end is gone through until it is cancelled.</param>
    /// <param name="options">Batches, bounds, limits; <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Cancels what has not ended.</param>
    /// <returns>The end of all tasks; failed with the first failure in the order of the inputs, after which the rest is cancelled.</returns>
    /// <exception cref="ArgumentException"><paramref name="function"/> cannot run in another process; the message says why and what to write instead.</exception>
    public Task ForEachAsync<T>(
        Func<T, WorkerContext, Task> function, IAsyncEnumerable<T> source, MapOptions? options = null, CancellationToken cancellationToken = default) =>
        EndOf(Map(Shape.Of(function), source, static input => new Arguments<T>(input), options, cancellationToken));

    private static async Task EndOf(MapResults<Unit> results)
    {
        await foreach (Unit _ in results.ConfigureAwait(false))
        {
        }
    }
}
