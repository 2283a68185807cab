using Cluster.Calls;

namespace Cluster;

// A function over many inputs, and one result of them all.
public sealed partial class ProcessPool
{
    /// <summary>Runs a function on each input of a source, and combines the results in the order of the inputs.</summary>
    /// <typeparam name="T">Type of the inputs.</typeparam>
    /// <typeparam name="TResult">What the function returns.</typeparam>
    /// <param name="function">A static method or a lambda without captures.</param>
    /// <param name="source">The inputs; taken as they are needed. A source without end is gone through until it is cancelled.</param>
    /// <param name="combine">Runs in this process: any delegate. Gets what was combined so far, and the next result.</param>
    /// <param name="options">Batches, bounds, limits; <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Cancels what has not ended.</param>
    /// <returns>The combination of all results: the same however they were computed.</returns>
    /// <exception cref="ArgumentException"><paramref name="function"/> cannot run in another process; the message says why and what to write instead.</exception>
    /// <exception cref="InvalidOperationException">There are no inputs.</exception>
    public Task<TResult> MapReduceAsync<T, TResult>(
        Func<T, TResult> function, IEnumerable<T> source, Func<TResult, TResult, TResult> combine, MapOptions? options = null,
        CancellationToken cancellationToken = default) =>
        Reduce(Map(Shape.Of(function), source, static input => new Arguments<T>(input), InOrder(options), cancellationToken), combine);

    /// <summary>Runs a function on each input of a source, and combines the results in the order of the inputs.</summary>
    /// <typeparam name="T">Type of the inputs.</typeparam>
    /// <typeparam name="TResult">What the function returns.</typeparam>
    /// <param name="function">A static method or a lambda without captures.</param>
    /// <param name="source">The inputs; taken as they are needed. A source without end is gone through until it is cancelled.</param>
    /// <param name="combine">Runs in this process: any delegate. Gets what was combined so far, and the next result.</param>
    /// <param name="options">Batches, bounds, limits; <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Cancels what has not ended.</param>
    /// <returns>The combination of all results: the same however they were computed.</returns>
    /// <exception cref="ArgumentException"><paramref name="function"/> cannot run in another process; the message says why and what to write instead.</exception>
    /// <exception cref="InvalidOperationException">There are no inputs.</exception>
    public Task<TResult> MapReduceAsync<T, TResult>(
        Func<T, TResult> function, IAsyncEnumerable<T> source, Func<TResult, TResult, TResult> combine, MapOptions? options = null,
        CancellationToken cancellationToken = default) =>
        Reduce(Map(Shape.Of(function), source, static input => new Arguments<T>(input), InOrder(options), cancellationToken), combine);

    /// <summary>Runs an asynchronous function on each input of a source, and combines the results in the order of the inputs.</summary>
    /// <typeparam name="T">Type of the inputs.</typeparam>
    /// <typeparam name="TResult">What the function returns.</typeparam>
    /// <param name="function">A static method or a lambda without captures.</param>
    /// <param name="source">The inputs; taken as they are needed. A source without end is gone through until it is cancelled.</param>
    /// <param name="combine">Runs in this process: any delegate. Gets what was combined so far, and the next result.</param>
    /// <param name="options">Batches, bounds, limits; <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Cancels what has not ended.</param>
    /// <returns>The combination of all results: the same however they were computed.</returns>
    /// <exception cref="ArgumentException"><paramref name="function"/> cannot run in another process; the message says why and what to write instead.</exception>
    /// <exception cref="InvalidOperationException">There are no inputs.</exception>
    public Task<TResult> MapReduceAsync<T, TResult>(
        Func<T, Task<TResult>> function, IEnumerable<T> source, Func<TResult, TResult, TResult> combine, MapOptions? options = null,
        CancellationToken cancellationToken = default) =>
        Reduce(Map(Shape.Of(function), source, static input => new Arguments<T>(input), InOrder(options), cancellationToken), combine);

    /// <summary>Runs an asynchronous function on each input of a source, and combines the results in the order of the inputs.</summary>
    /// <typeparam name="T">Type of the inputs.</typeparam>
    /// <typeparam name="TResult">What the function returns.</typeparam>
    /// <param name="function">A static method or a lambda without captures.</param>
    /// <param name="source">The inputs; taken as they are needed. A source without end is gone through until it is cancelled.</param>
    /// <param name="combine">Runs in this process: any delegate. Gets what was combined so far, and the next result.</param>
    /// <param name="options">Batches, bounds, limits; <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Cancels what has not ended.</param>
    /// <returns>The combination of all results: the same however they were computed.</returns>
    /// <exception cref="ArgumentException"><paramref name="function"/> cannot run in another process; the message says why and what to write instead.</exception>
    /// <exception cref="InvalidOperationException">There are no inputs.</exception>
    public Task<TResult> MapReduceAsync<T, TResult>(
        Func<T, Task<TResult>> function, IAsyncEnumerable<T> source, Func<TResult, TResult, TResult> combine, MapOptions? options = null,
        CancellationToken cancellationToken = default) =>
        Reduce(Map(Shape.Of(function), source, static input => new Arguments<T>(input), InOrder(options), cancellationToken), combine);

    /// <summary>Runs a function that takes a <see cref="WorkerContext"/> on each input of a source, and combines the results in the order of the inputs.</summary>
    /// <typeparam name="T">Type of the inputs.</typeparam>
    /// <typeparam name="TResult">What the function returns.</typeparam>
    /// <param name="function">A static method or a lambda without captures.</param>
    /// <param name="source">The inputs; taken as they are needed. A source without end is gone through until it is cancelled.</param>
    /// <param name="combine">Runs in this process: any delegate. Gets what was combined so far, and the next result.</param>
    /// <param name="options">Batches, bounds, limits; <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Cancels what has not ended.</param>
    /// <returns>The combination of all results: the same however they were computed.</returns>
    /// <exception cref="ArgumentException"><paramref name="function"/> cannot run in another process; the message says why and what to write instead.</exception>
    /// <exception cref="InvalidOperationException">There are no inputs.</exception>
    public Task<TResult> MapReduceAsync<T, TResult>(
        Func<T, WorkerContext, TResult> function, IEnumerable<T> source, Func<TResult, TResult, TResult> combine, MapOptions? options = null,
        CancellationToken cancellationToken = default) =>
        Reduce(Map(Shape.Of(function), source, static input => new Arguments<T>(input), InOrder(options), cancellationToken), combine);

    /// <summary>Runs a function that takes a <see cref="WorkerContext"/> on each input of a source, and combines the results in the order of the inputs.</summary>
    /// <typeparam name="T">Type of the inputs.</typeparam>
    /// <typeparam name="TResult">What the function returns.</typeparam>
    /// <param name="function">A static method or a lambda without captures.</param>
    /// <param name="source">The inputs; taken as they are needed. A source without end is gone through until it is cancelled.</param>
    /// <param name="combine">Runs in this process: any delegate. Gets what was combined so far, and the next result.</param>
    /// <param name="options">Batches, bounds, limits; <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Cancels what has not ended.</param>
    /// <returns>The combination of all results: the same however they were computed.</returns>
    /// <exception cref="ArgumentException"><paramref name="function"/> cannot run in another process; the message says why and what to write instead.</exception>
    /// <exception cref="InvalidOperationException">There are no inputs.</exception>
    public Task<TResult> MapReduceAsync<T, TResult>(
        Func<T, WorkerContext, TResult> function, IAsyncEnumerable<T> source, Func<TResult, TResult, TResult> combine, MapOptions? options = null,
        CancellationToken cancellationToken = default) =>
        Reduce(Map(Shape.Of(function), source, static input => new Arguments<T>(input), InOrder(options), cancellationToken), combine);

    /// <summary>Runs an asynchronous function that takes a <see cref="WorkerContext"/> on each input of a source, and combines the results in the order of the inputs.</summary>
    /// <typeparam name="T">Type of the inputs.</typeparam>
    /// <typeparam name="TResult">What the function returns.</typeparam>
    /// <param name="function">A static method or a lambda without captures.</param>
    /// <param name="source">The inputs; taken as they are needed. A source without end is gone through until it is cancelled.</param>
    /// <param name="combine">Runs in this process: any delegate. Gets what was combined so far, and the next result.</param>
    /// <param name="options">Batches, bounds, limits; <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Cancels what has not ended.</param>
    /// <returns>The combination of all results: the same however they were computed.</returns>
    /// <exception cref="ArgumentException"><paramref name="function"/> cannot run in another process; the message says why and what to write instead.</exception>
    /// <exception cref="InvalidOperationException">There are no inputs.</exception>
    public Task<TResult> MapReduceAsync<T, TResult>(
        Func<T, WorkerContext, Task<TResult>> function, IEnumerable<T> source, Func<TResult, TResult, TResult> combine, MapOptions? options = null,
        CancellationToken cancellationToken = default) =>
        Reduce(Map(Shape.Of(function), source, static input => new Arguments<T>(input), InOrder(options), cancellationToken), combine);

    /// <summary>Runs an asynchronous function that takes a <see cref="WorkerContext"/> on each input of a source, and combines the results in the order of the inputs.</summary>
    /// <typeparam name="T">Type of the inputs.</typeparam>
    /// <typeparam name="TResult">What the function returns.</typeparam>
    /// <param name="function">A static method or a lambda without captures.</param>
    /// <param name="source">The inputs; taken as they are needed. A source without end is gone through until it is cancelled.</param>
    /// <param name="combine">Runs in this process: any delegate. Gets what was combined so far, and the next result.</param>
    /// <param name="options">Batches, bounds, limits; <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Cancels what has not ended.</param>
    /// <returns>The combination of all results: the same however they were computed.</returns>
    /// <exception cref="ArgumentException"><paramref name="function"/> cannot run in another process; the message says why and what to write instead.</exception>
    /// <exception cref="InvalidOperationException">There are no inputs.</exception>
    public Task<TResult> MapReduceAsync<T, TResult>(
        Func<T, WorkerContext, Task<TResult>> function, IAsyncEnumerable<T> source, Func<TResult, TResult, TResult> combine, MapOptions? options = null,
        CancellationToken cancellationToken = default) =>
        Reduce(Map(Shape.Of(function), source, static input => new Arguments<T>(input), InOrder(options), cancellationToken), combine);

    // A sum of floating-point numbers depends on the order.
    private static MapOptions InOrder(MapOptions? options) => options is null or { Ordered: true } ? options ?? DefaultMap : options with { Ordered = true };

    private static async Task<TResult> Reduce<TResult>(MapResults<TResult> results, Func<TResult, TResult, TResult> combine)
    {
        ArgumentNullException.ThrowIfNull(combine);
        bool any = false;
        TResult combined = default!;
        await foreach (TResult result in results.ConfigureAwait(false)) (any, combined) = (true, any ? combine(combined, result) : result);
        return any ? combined : throw new InvalidOperationException("There are no inputs, and so there is no result.");
    }
}
