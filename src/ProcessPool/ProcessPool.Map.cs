using Cluster.Calls;

namespace Cluster;

// A function over many inputs: all shapes of functions.
public sealed partial class ProcessPool
{
    /// <summary>Runs a function on each input of a source, and gives the results as they are consumed.</summary>
    /// <typeparam name="T1">Type of the argument.</typeparam>
    /// <typeparam name="TResult">What it returns.</typeparam>
    /// <param name="function">A static method or a lambda without captures.</param>
    /// <param name="source">The inputs. Taken as far ahead as <see cref="MapOptions.MaxBuffered"/> says; may be endless.</param>
    /// <param name="options">Order, batches, bounds, limits; <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Ends the enumeration and cancels what has not ended.</param>
    /// <returns>The results. Nothing is run before they are enumerated; each enumeration runs all of it.</returns>
    /// <exception cref="ArgumentException"><paramref name="function"/> cannot run in another process; the message says why and what to write instead.</exception>
    public MapResults<TResult> MapAsync<T1, TResult>(
        Func<T1, TResult> function, IEnumerable<T1> source, MapOptions? options = null, CancellationToken cancellationToken = default) =>
        Map(Shape.Of(function), source, static input => new Arguments<T1>(input), options, cancellationToken);

    /// <summary>Runs a function on each input of a source, and gives the results as they are consumed.</summary>
    /// <typeparam name="T1">Type of the argument.</typeparam>
    /// <typeparam name="TResult">What it returns.</typeparam>
    /// <param name="function">A static method or a lambda without captures.</param>
    /// <param name="source">The inputs. Taken as far ahead as <see cref="MapOptions.MaxBuffered"/> says; may be endless.</param>
    /// <param name="options">Order, batches, bounds, limits; <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Ends the enumeration and cancels what has not ended.</param>
    /// <returns>The results. Nothing is run before they are enumerated; each enumeration runs all of it.</returns>
    /// <exception cref="ArgumentException"><paramref name="function"/> cannot run in another process; the message says why and what to write instead.</exception>
    public MapResults<TResult> MapAsync<T1, TResult>(
        Func<T1, TResult> function, IAsyncEnumerable<T1> source, MapOptions? options = null, CancellationToken cancellationToken = default) =>
        Map(Shape.Of(function), source, static input => new Arguments<T1>(input), options, cancellationToken);

    /// <summary>Runs an asynchronous function on each input of a source, and gives the results as they are consumed.</summary>
    /// <typeparam name="T1">Type of the argument.</typeparam>
    /// <typeparam name="TResult">What it returns.</typeparam>
    /// <param name="function">A static method or a lambda without captures.</param>
    /// <param name="source">The inputs. Taken as far ahead as <see cref="MapOptions.MaxBuffered"/> says; may be endless.</param>
    /// <param name="options">Order, batches, bounds, limits; <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Ends the enumeration and cancels what has not ended.</param>
    /// <returns>The results. Nothing is run before they are enumerated; each enumeration runs all of it.</returns>
    /// <exception cref="ArgumentException"><paramref name="function"/> cannot run in another process; the message says why and what to write instead.</exception>
    public MapResults<TResult> MapAsync<T1, TResult>(
        Func<T1, Task<TResult>> function, IEnumerable<T1> source, MapOptions? options = null, CancellationToken cancellationToken = default) =>
        Map(Shape.Of(function), source, static input => new Arguments<T1>(input), options, cancellationToken);

    /// <summary>Runs an asynchronous function on each input of a source, and gives the results as they are consumed.</summary>
    /// <typeparam name="T1">Type of the argument.</typeparam>
    /// <typeparam name="TResult">What it returns.</typeparam>
    /// <param name="function">A static method or a lambda without captures.</param>
    /// <param name="source">The inputs. Taken as far ahead as <see cref="MapOptions.MaxBuffered"/> says; may be endless.</param>
    /// <param name="options">Order, batches, bounds, limits; <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Ends the enumeration and cancels what has not ended.</param>
    /// <returns>The results. Nothing is run before they are enumerated; each enumeration runs all of it.</returns>
    /// <exception cref="ArgumentException"><paramref name="function"/> cannot run in another process; the message says why and what to write instead.</exception>
    public MapResults<TResult> MapAsync<T1, TResult>(
        Func<T1, Task<TResult>> function, IAsyncEnumerable<T1> source, MapOptions? options = null, CancellationToken cancellationToken = default) =>
        Map(Shape.Of(function), source, static input => new Arguments<T1>(input), options, cancellationToken);

    /// <summary>Runs a function that takes a <see cref="WorkerContext"/> on each input of a source, and gives the results as they are consumed.</summary>
    /// <typeparam name="T1">Type of the argument.</typeparam>
    /// <typeparam name="TResult">What it returns.</typeparam>
    /// <param name="function">A static method or a lambda without captures.</param>
    /// <param name="source">The inputs. Taken as far ahead as <see cref="MapOptions.MaxBuffered"/> says; may be endless.</param>
    /// <param name="options">Order, batches, bounds, limits; <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Ends the enumeration and cancels what has not ended.</param>
    /// <returns>The results. Nothing is run before they are enumerated; each enumeration runs all of it.</returns>
    /// <exception cref="ArgumentException"><paramref name="function"/> cannot run in another process; the message says why and what to write instead.</exception>
    public MapResults<TResult> MapAsync<T1, TResult>(
        Func<T1, WorkerContext, TResult> function, IEnumerable<T1> source, MapOptions? options = null, CancellationToken cancellationToken = default) =>
        Map(Shape.Of(function), source, static input => new Arguments<T1>(input), options, cancellationToken);

    /// <summary>Runs a function that takes a <see cref="WorkerContext"/> on each input of a source, and gives the results as they are consumed.</summary>
    /// <typeparam name="T1">Type of the argument.</typeparam>
    /// <typeparam name="TResult">What it returns.</typeparam>
    /// <param name="function">A static method or a lambda without captures.</param>
    /// <param name="source">The inputs. Taken as far ahead as <see cref="MapOptions.MaxBuffered"/> says; may be endless.</param>
    /// <param name="options">Order, batches, bounds, limits; <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Ends the enumeration and cancels what has not ended.</param>
    /// <returns>The results. Nothing is run before they are enumerated; each enumeration runs all of it.</returns>
    /// <exception cref="ArgumentException"><paramref name="function"/> cannot run in another process; the message says why and what to write instead.</exception>
    public MapResults<TResult> MapAsync<T1, TResult>(
        Func<T1, WorkerContext, TResult> function, IAsyncEnumerable<T1> source, MapOptions? options = null, CancellationToken cancellationToken = default) =>
        Map(Shape.Of(function), source, static input => new Arguments<T1>(input), options, cancellationToken);

    /// <summary>Runs an asynchronous function that takes a <see cref="WorkerContext"/> on each input of a source, and gives the results as they are consumed.</summary>
    /// <typeparam name="T1">Type of the argument.</typeparam>
    /// <typeparam name="TResult">What it returns.</typeparam>
    /// <param name="function">A static method or a lambda without captures.</param>
    /// <param name="source">The inputs. Taken as far ahead as <see cref="MapOptions.MaxBuffered"/> says; may be endless.</param>
    /// <param name="options">Order, batches, bounds, limits; <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Ends the enumeration and cancels what has not ended.</param>
    /// <returns>The results. Nothing is run before they are enumerated; each enumeration runs all of it.</returns>
    /// <exception cref="ArgumentException"><paramref name="function"/> cannot run in another process; the message says why and what to write instead.</exception>
    public MapResults<TResult> MapAsync<T1, TResult>(
        Func<T1, WorkerContext, Task<TResult>> function, IEnumerable<T1> source, MapOptions? options = null, CancellationToken cancellationToken = default) =>
        Map(Shape.Of(function), source, static input => new Arguments<T1>(input), options, cancellationToken);

    /// <summary>Runs an asynchronous function that takes a <see cref="WorkerContext"/> on each input of a source, and gives the results as they are consumed.</summary>
    /// <typeparam name="T1">Type of the argument.</typeparam>
    /// <typeparam name="TResult">What it returns.</typeparam>
    /// <param name="function">A static method or a lambda without captures.</param>
    /// <param name="source">The inputs. Taken as far ahead as <see cref="MapOptions.MaxBuffered"/> says; may be endless.</param>
    /// <param name="options">Order, batches, bounds, limits; <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Ends the enumeration and cancels what has not ended.</param>
    /// <returns>The results. Nothing is run before they are enumerated; each enumeration runs all of it.</returns>
    /// <exception cref="ArgumentException"><paramref name="function"/> cannot run in another process; the message says why and what to write instead.</exception>
    public MapResults<TResult> MapAsync<T1, TResult>(
        Func<T1, WorkerContext, Task<TResult>> function, IAsyncEnumerable<T1> source, MapOptions? options = null, CancellationToken cancellationToken = default) =>
        Map(Shape.Of(function), source, static input => new Arguments<T1>(input), options, cancellationToken);

    /// <summary>Runs a function of two arguments on each input of a source, and gives the results as they are consumed.</summary>
    /// <typeparam name="T1">Type of the first argument.</typeparam>
    /// <typeparam name="T2">Type of the second argument.</typeparam>
    /// <typeparam name="TResult">What it returns.</typeparam>
    /// <param name="function">A static method or a lambda without captures.</param>
    /// <param name="source">The inputs, each the arguments of one task. Taken as far ahead as <see cref="MapOptions.MaxBuffered"/> says; may be endless.</param>
    /// <param name="options">Order, batches, bounds, limits; <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Ends the enumeration and cancels what has not ended.</param>
    /// <returns>The results. Nothing is run before they are enumerated; each enumeration runs all of it.</returns>
    /// <exception cref="ArgumentException"><paramref name="function"/> cannot run in another process; the message says why and what to write instead.</exception>
    public MapResults<TResult> MapAsync<T1, T2, TResult>(
        Func<T1, T2, TResult> function, IEnumerable<(T1, T2)> source, MapOptions? options = null, CancellationToken cancellationToken = default) =>
        Map(Shape.Of(function), source, static input => new Arguments<T1, T2>(input.Item1, input.Item2), options, cancellationToken);

    /// <summary>Runs a function of two arguments on each input of a source, and gives the results as they are consumed.</summary>
    /// <typeparam name="T1">Type of the first argument.</typeparam>
    /// <typeparam name="T2">Type of the second argument.</typeparam>
    /// <typeparam name="TResult">What it returns.</typeparam>
    /// <param name="function">A static method or a lambda without captures.</param>
    /// <param name="source">The inputs, each the arguments of one task. Taken as far ahead as <see cref="MapOptions.MaxBuffered"/> says; may be endless.</param>
    /// <param name="options">Order, batches, bounds, limits; <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Ends the enumeration and cancels what has not ended.</param>
    /// <returns>The results. Nothing is run before they are enumerated; each enumeration runs all of it.</returns>
    /// <exception cref="ArgumentException"><paramref name="function"/> cannot run in another process; the message says why and what to write instead.</exception>
    public MapResults<TResult> MapAsync<T1, T2, TResult>(
        Func<T1, T2, TResult> function, IAsyncEnumerable<(T1, T2)> source, MapOptions? options = null, CancellationToken cancellationToken = default) =>
        Map(Shape.Of(function), source, static input => new Arguments<T1, T2>(input.Item1, input.Item2), options, cancellationToken);

    /// <summary>Runs an asynchronous function of two arguments on each input of a source, and gives the results as they are consumed.</summary>
    /// <typeparam name="T1">Type of the first argument.</typeparam>
    /// <typeparam name="T2">Type of the second argument.</typeparam>
    /// <typeparam name="TResult">What it returns.</typeparam>
    /// <param name="function">A static method or a lambda without captures.</param>
    /// <param name="source">The inputs, each the arguments of one task. Taken as far ahead as <see cref="MapOptions.MaxBuffered"/> says; may be endless.</param>
    /// <param name="options">Order, batches, bounds, limits; <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Ends the enumeration and cancels what has not ended.</param>
    /// <returns>The results. Nothing is run before they are enumerated; each enumeration runs all of it.</returns>
    /// <exception cref="ArgumentException"><paramref name="function"/> cannot run in another process; the message says why and what to write instead.</exception>
    public MapResults<TResult> MapAsync<T1, T2, TResult>(
        Func<T1, T2, Task<TResult>> function, IEnumerable<(T1, T2)> source, MapOptions? options = null, CancellationToken cancellationToken = default) =>
        Map(Shape.Of(function), source, static input => new Arguments<T1, T2>(input.Item1, input.Item2), options, cancellationToken);

    /// <summary>Runs an asynchronous function of two arguments on each input of a source, and gives the results as they are consumed.</summary>
    /// <typeparam name="T1">Type of the first argument.</typeparam>
    /// <typeparam name="T2">Type of the second argument.</typeparam>
    /// <typeparam name="TResult">What it returns.</typeparam>
    /// <param name="function">A static method or a lambda without captures.</param>
    /// <param name="source">The inputs, each the arguments of one task. Taken as far ahead as <see cref="MapOptions.MaxBuffered"/> says; may be endless.</param>
    /// <param name="options">Order, batches, bounds, limits; <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Ends the enumeration and cancels what has not ended.</param>
    /// <returns>The results. Nothing is run before they are enumerated; each enumeration runs all of it.</returns>
    /// <exception cref="ArgumentException"><paramref name="function"/> cannot run in another process; the message says why and what to write instead.</exception>
    public MapResults<TResult> MapAsync<T1, T2, TResult>(
        Func<T1, T2, Task<TResult>> function, IAsyncEnumerable<(T1, T2)> source, MapOptions? options = null, CancellationToken cancellationToken = default) =>
        Map(Shape.Of(function), source, static input => new Arguments<T1, T2>(input.Item1, input.Item2), options, cancellationToken);

    /// <summary>Runs a function of two arguments that takes a <see cref="WorkerContext"/> on each input of a source, and gives the results as they are consumed.</summary>
    /// <typeparam name="T1">Type of the first argument.</typeparam>
    /// <typeparam name="T2">Type of the second argument.</typeparam>
    /// <typeparam name="TResult">What it returns.</typeparam>
    /// <param name="function">A static method or a lambda without captures.</param>
    /// <param name="source">The inputs, each the arguments of one task. Taken as far ahead as <see cref="MapOptions.MaxBuffered"/> says; may be endless.</param>
    /// <param name="options">Order, batches, bounds, limits; <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Ends the enumeration and cancels what has not ended.</param>
    /// <returns>The results. Nothing is run before they are enumerated; each enumeration runs all of it.</returns>
    /// <exception cref="ArgumentException"><paramref name="function"/> cannot run in another process; the message says why and what to write instead.</exception>
    public MapResults<TResult> MapAsync<T1, T2, TResult>(
        Func<T1, T2, WorkerContext, TResult> function, IEnumerable<(T1, T2)> source, MapOptions? options = null, CancellationToken cancellationToken = default) =>
        Map(Shape.Of(function), source, static input => new Arguments<T1, T2>(input.Item1, input.Item2), options, cancellationToken);

    /// <summary>Runs a function of two arguments that takes a <see cref="WorkerContext"/> on each input of a source, and gives the results as they are consumed.</summary>
    /// <typeparam name="T1">Type of the first argument.</typeparam>
    /// <typeparam name="T2">Type of the second argument.</typeparam>
    /// <typeparam name="TResult">What it returns.</typeparam>
    /// <param name="function">A static method or a lambda without captures.</param>
    /// <param name="source">The inputs, each the arguments of one task. Taken as far ahead as <see cref="MapOptions.MaxBuffered"/> says; may be endless.</param>
    /// <param name="options">Order, batches, bounds, limits; <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Ends the enumeration and cancels what has not ended.</param>
    /// <returns>The results. Nothing is run before they are enumerated; each enumeration runs all of it.</returns>
    /// <exception cref="ArgumentException"><paramref name="function"/> cannot run in another process; the message says why and what to write instead.</exception>
    public MapResults<TResult> MapAsync<T1, T2, TResult>(
        Func<T1, T2, WorkerContext, TResult> function, IAsyncEnumerable<(T1, T2)> source, MapOptions? options = null, CancellationToken cancellationToken = default) =>
        Map(Shape.Of(function), source, static input => new Arguments<T1, T2>(input.Item1, input.Item2), options, cancellationToken);

    /// <summary>Runs an asynchronous function of two arguments that takes a <see cref="WorkerContext"/> on each input of a source, and gives the results as they are consumed.</summary>
    /// <typeparam name="T1">Type of the first argument.</typeparam>
    /// <typeparam name="T2">Type of the second argument.</typeparam>
    /// <typeparam name="TResult">What it returns.</typeparam>
    /// <param name="function">A static method or a lambda without captures.</param>
    /// <param name="source">The inputs, each the arguments of one task. Taken as far ahead as <see cref="MapOptions.MaxBuffered"/> says; may be endless.</param>
    /// <param name="options">Order, batches, bounds, limits; <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Ends the enumeration and cancels what has not ended.</param>
    /// <returns>The results. Nothing is run before they are enumerated; each enumeration runs all of it.</returns>
    /// <exception cref="ArgumentException"><paramref name="function"/> cannot run in another process; the message says why and what to write instead.</exception>
    public MapResults<TResult> MapAsync<T1, T2, TResult>(
        Func<T1, T2, WorkerContext, Task<TResult>> function, IEnumerable<(T1, T2)> source, MapOptions? options = null, CancellationToken cancellationToken = default) =>
        Map(Shape.Of(function), source, static input => new Arguments<T1, T2>(input.Item1, input.Item2), options, cancellationToken);

    /// <summary>Runs an asynchronous function of two arguments that takes a <see cref="WorkerContext"/> on each input of a source, and gives the results as they are consumed.</summary>
    /// <typeparam name="T1">Type of the first argument.</typeparam>
    /// <typeparam name="T2">Type of the second argument.</typeparam>
    /// <typeparam name="TResult">What it returns.</typeparam>
    /// <param name="function">A static method or a lambda without captures.</param>
    /// <param name="source">The inputs, each the arguments of one task. Taken as far ahead as <see cref="MapOptions.MaxBuffered"/> says; may be endless.</param>
    /// <param name="options">Order, batches, bounds, limits; <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Ends the enumeration and cancels what has not ended.</param>
    /// <returns>The results. Nothing is run before they are enumerated; each enumeration runs all of it.</returns>
    /// <exception cref="ArgumentException"><paramref name="function"/> cannot run in another process; the message says why and what to write instead.</exception>
    public MapResults<TResult> MapAsync<T1, T2, TResult>(
        Func<T1, T2, WorkerContext, Task<TResult>> function, IAsyncEnumerable<(T1, T2)> source, MapOptions? options = null, CancellationToken cancellationToken = default) =>
        Map(Shape.Of(function), source, static input => new Arguments<T1, T2>(input.Item1, input.Item2), options, cancellationToken);

    /// <summary>Runs a function of three arguments on each input of a source, and gives the results as they are consumed.</summary>
    /// <typeparam name="T1">Type of the first argument.</typeparam>
    /// <typeparam name="T2">Type of the second argument.</typeparam>
    /// <typeparam name="T3">Type of the third argument.</typeparam>
    /// <typeparam name="TResult">What it returns.</typeparam>
    /// <param name="function">A static method or a lambda without captures.</param>
    /// <param name="source">The inputs, each the arguments of one task. Taken as far ahead as <see cref="MapOptions.MaxBuffered"/> says; may be endless.</param>
    /// <param name="options">Order, batches, bounds, limits; <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Ends the enumeration and cancels what has not ended.</param>
    /// <returns>The results. Nothing is run before they are enumerated; each enumeration runs all of it.</returns>
    /// <exception cref="ArgumentException"><paramref name="function"/> cannot run in another process; the message says why and what to write instead.</exception>
    public MapResults<TResult> MapAsync<T1, T2, T3, TResult>(
        Func<T1, T2, T3, TResult> function, IEnumerable<(T1, T2, T3)> source, MapOptions? options = null, CancellationToken cancellationToken = default) =>
        Map(Shape.Of(function), source, static input => new Arguments<T1, T2, T3>(input.Item1, input.Item2, input.Item3), options, cancellationToken);

    /// <summary>Runs a function of three arguments on each input of a source, and gives the results as they are consumed.</summary>
    /// <typeparam name="T1">Type of the first argument.</typeparam>
    /// <typeparam name="T2">Type of the second argument.</typeparam>
    /// <typeparam name="T3">Type of the third argument.</typeparam>
    /// <typeparam name="TResult">What it returns.</typeparam>
    /// <param name="function">A static method or a lambda without captures.</param>
    /// <param name="source">The inputs, each the arguments of one task. Taken as far ahead as <see cref="MapOptions.MaxBuffered"/> says; may be endless.</param>
    /// <param name="options">Order, batches, bounds, limits; <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Ends the enumeration and cancels what has not ended.</param>
    /// <returns>The results. Nothing is run before they are enumerated; each enumeration runs all of it.</returns>
    /// <exception cref="ArgumentException"><paramref name="function"/> cannot run in another process; the message says why and what to write instead.</exception>
    public MapResults<TResult> MapAsync<T1, T2, T3, TResult>(
        Func<T1, T2, T3, TResult> function, IAsyncEnumerable<(T1, T2, T3)> source, MapOptions? options = null, CancellationToken cancellationToken = default) =>
        Map(Shape.Of(function), source, static input => new Arguments<T1, T2, T3>(input.Item1, input.Item2, input.Item3), options, cancellationToken);

    /// <summary>Runs an asynchronous function of three arguments on each input of a source, and gives the results as they are consumed.</summary>
    /// <typeparam name="T1">Type of the first argument.</typeparam>
    /// <typeparam name="T2">Type of the second argument.</typeparam>
    /// <typeparam name="T3">Type of the third argument.</typeparam>
    /// <typeparam name="TResult">What it returns.</typeparam>
    /// <param name="function">A static method or a lambda without captures.</param>
    /// <param name="source">The inputs, each the arguments of one task. Taken as far ahead as <see cref="MapOptions.MaxBuffered"/> says; may be endless.</param>
    /// <param name="options">Order, batches, bounds, limits; <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Ends the enumeration and cancels what has not ended.</param>
    /// <returns>The results. Nothing is run before they are enumerated; each enumeration runs all of it.</returns>
    /// <exception cref="ArgumentException"><paramref name="function"/> cannot run in another process; the message says why and what to write instead.</exception>
    public MapResults<TResult> MapAsync<T1, T2, T3, TResult>(
        Func<T1, T2, T3, Task<TResult>> function, IEnumerable<(T1, T2, T3)> source, MapOptions? options = null, CancellationToken cancellationToken = default) =>
        Map(Shape.Of(function), source, static input => new Arguments<T1, T2, T3>(input.Item1, input.Item2, input.Item3), options, cancellationToken);

    /// <summary>Runs an asynchronous function of three arguments on each input of a source, and gives the results as they are consumed.</summary>
    /// <typeparam name="T1">Type of the first argument.</typeparam>
    /// <typeparam name="T2">Type of the second argument.</typeparam>
    /// <typeparam name="T3">Type of the third argument.</typeparam>
    /// <typeparam name="TResult">What it returns.</typeparam>
    /// <param name="function">A static method or a lambda without captures.</param>
    /// <param name="source">The inputs, each the arguments of one task. Taken as far ahead as <see cref="MapOptions.MaxBuffered"/> says; may be endless.</param>
    /// <param name="options">Order, batches, bounds, limits; <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Ends the enumeration and cancels what has not ended.</param>
    /// <returns>The results. Nothing is run before they are enumerated; each enumeration runs all of it.</returns>
    /// <exception cref="ArgumentException"><paramref name="function"/> cannot run in another process; the message says why and what to write instead.</exception>
    public MapResults<TResult> MapAsync<T1, T2, T3, TResult>(
        Func<T1, T2, T3, Task<TResult>> function, IAsyncEnumerable<(T1, T2, T3)> source, MapOptions? options = null, CancellationToken cancellationToken = default) =>
        Map(Shape.Of(function), source, static input => new Arguments<T1, T2, T3>(input.Item1, input.Item2, input.Item3), options, cancellationToken);

    /// <summary>Runs a function of three arguments that takes a <see cref="WorkerContext"/> on each input of a source, and gives the results as they are consumed.</summary>
    /// <typeparam name="T1">Type of the first argument.</typeparam>
    /// <typeparam name="T2">Type of the second argument.</typeparam>
    /// <typeparam name="T3">Type of the third argument.</typeparam>
    /// <typeparam name="TResult">What it returns.</typeparam>
    /// <param name="function">A static method or a lambda without captures.</param>
    /// <param name="source">The inputs, each the arguments of one task. Taken as far ahead as <see cref="MapOptions.MaxBuffered"/> says; may be endless.</param>
    /// <param name="options">Order, batches, bounds, limits; <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Ends the enumeration and cancels what has not ended.</param>
    /// <returns>The results. Nothing is run before they are enumerated; each enumeration runs all of it.</returns>
    /// <exception cref="ArgumentException"><paramref name="function"/> cannot run in another process; the message says why and what to write instead.</exception>
    public MapResults<TResult> MapAsync<T1, T2, T3, TResult>(
        Func<T1, T2, T3, WorkerContext, TResult> function, IEnumerable<(T1, T2, T3)> source, MapOptions? options = null, CancellationToken cancellationToken = default) =>
        Map(Shape.Of(function), source, static input => new Arguments<T1, T2, T3>(input.Item1, input.Item2, input.Item3), options, cancellationToken);

    /// <summary>Runs a function of three arguments that takes a <see cref="WorkerContext"/> on each input of a source, and gives the results as they are consumed.</summary>
    /// <typeparam name="T1">Type of the first argument.</typeparam>
    /// <typeparam name="T2">Type of the second argument.</typeparam>
    /// <typeparam name="T3">Type of the third argument.</typeparam>
    /// <typeparam name="TResult">What it returns.</typeparam>
    /// <param name="function">A static method or a lambda without captures.</param>
    /// <param name="source">The inputs, each the arguments of one task. Taken as far ahead as <see cref="MapOptions.MaxBuffered"/> says; may be endless.</param>
    /// <param name="options">Order, batches, bounds, limits; <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Ends the enumeration and cancels what has not ended.</param>
    /// <returns>The results. Nothing is run before they are enumerated; each enumeration runs all of it.</returns>
    /// <exception cref="ArgumentException"><paramref name="function"/> cannot run in another process; the message says why and what to write instead.</exception>
    public MapResults<TResult> MapAsync<T1, T2, T3, TResult>(
        Func<T1, T2, T3, WorkerContext, TResult> function, IAsyncEnumerable<(T1, T2, T3)> source, MapOptions? options = null, CancellationToken cancellationToken = default) =>
        Map(Shape.Of(function), source, static input => new Arguments<T1, T2, T3>(input.Item1, input.Item2, input.Item3), options, cancellationToken);

    /// <summary>Runs an asynchronous function of three arguments that takes a <see cref="WorkerContext"/> on each input of a source, and gives the results as they are consumed.</summary>
    /// <typeparam name="T1">Type of the first argument.</typeparam>
    /// <typeparam name="T2">Type of the second argument.</typeparam>
    /// <typeparam name="T3">Type of the third argument.</typeparam>
    /// <typeparam name="TResult">What it returns.</typeparam>
    /// <param name="function">A static method or a lambda without captures.</param>
    /// <param name="source">The inputs, each the arguments of one task. Taken as far ahead as <see cref="MapOptions.MaxBuffered"/> says; may be endless.</param>
    /// <param name="options">Order, batches, bounds, limits; <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Ends the enumeration and cancels what has not ended.</param>
    /// <returns>The results. Nothing is run before they are enumerated; each enumeration runs all of it.</returns>
    /// <exception cref="ArgumentException"><paramref name="function"/> cannot run in another process; the message says why and what to write instead.</exception>
    public MapResults<TResult> MapAsync<T1, T2, T3, TResult>(
        Func<T1, T2, T3, WorkerContext, Task<TResult>> function, IEnumerable<(T1, T2, T3)> source, MapOptions? options = null, CancellationToken cancellationToken = default) =>
        Map(Shape.Of(function), source, static input => new Arguments<T1, T2, T3>(input.Item1, input.Item2, input.Item3), options, cancellationToken);

    /// <summary>Runs an asynchronous function of three arguments that takes a <see cref="WorkerContext"/> on each input of a source, and gives the results as they are consumed.</summary>
    /// <typeparam name="T1">Type of the first argument.</typeparam>
    /// <typeparam name="T2">Type of the second argument.</typeparam>
    /// <typeparam name="T3">Type of the third argument.</typeparam>
    /// <typeparam name="TResult">What it returns.</typeparam>
    /// <param name="function">A static method or a lambda without captures.</param>
    /// <param name="source">The inputs, each the arguments of one task. Taken as far ahead as <see cref="MapOptions.MaxBuffered"/> says; may be endless.</param>
    /// <param name="options">Order, batches, bounds, limits; <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Ends the enumeration and cancels what has not ended.</param>
    /// <returns>The results. Nothing is run before they are enumerated; each enumeration runs all of it.</returns>
    /// <exception cref="ArgumentException"><paramref name="function"/> cannot run in another process; the message says why and what to write instead.</exception>
    public MapResults<TResult> MapAsync<T1, T2, T3, TResult>(
        Func<T1, T2, T3, WorkerContext, Task<TResult>> function, IAsyncEnumerable<(T1, T2, T3)> source, MapOptions? options = null, CancellationToken cancellationToken = default) =>
        Map(Shape.Of(function), source, static input => new Arguments<T1, T2, T3>(input.Item1, input.Item2, input.Item3), options, cancellationToken);

    /// <summary>Runs a function of four arguments on each input of a source, and gives the results as they are consumed.</summary>
    /// <typeparam name="T1">Type of the first argument.</typeparam>
    /// <typeparam name="T2">Type of the second argument.</typeparam>
    /// <typeparam name="T3">Type of the third argument.</typeparam>
    /// <typeparam name="T4">Type of the fourth argument.</typeparam>
    /// <typeparam name="TResult">What it returns.</typeparam>
    /// <param name="function">A static method or a lambda without captures.</param>
    /// <param name="source">The inputs, each the arguments of one task. Taken as far ahead as <see cref="MapOptions.MaxBuffered"/> says; may be endless.</param>
    /// <param name="options">Order, batches, bounds, limits; <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Ends the enumeration and cancels what has not ended.</param>
    /// <returns>The results. Nothing is run before they are enumerated; each enumeration runs all of it.</returns>
    /// <exception cref="ArgumentException"><paramref name="function"/> cannot run in another process; the message says why and what to write instead.</exception>
    public MapResults<TResult> MapAsync<T1, T2, T3, T4, TResult>(
        Func<T1, T2, T3, T4, TResult> function, IEnumerable<(T1, T2, T3, T4)> source, MapOptions? options = null, CancellationToken cancellationToken = default) =>
        Map(Shape.Of(function), source, static input => new Arguments<T1, T2, T3, T4>(input.Item1, input.Item2, input.Item3, input.Item4), options, cancellationToken);

    /// <summary>Runs a function of four arguments on each input of a source, and gives the results as they are consumed.</summary>
    /// <typeparam name="T1">Type of the first argument.</typeparam>
    /// <typeparam name="T2">Type of the second argument.</typeparam>
    /// <typeparam name="T3">Type of the third argument.</typeparam>
    /// <typeparam name="T4">Type of the fourth argument.</typeparam>
    /// <typeparam name="TResult">What it returns.</typeparam>
    /// <param name="function">A static method or a lambda without captures.</param>
    /// <param name="source">The inputs, each the arguments of one task. Taken as far ahead as <see cref="MapOptions.MaxBuffered"/> says; may be endless.</param>
    /// <param name="options">Order, batches, bounds, limits; <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Ends the enumeration and cancels what has not ended.</param>
    /// <returns>The results. Nothing is run before they are enumerated; each enumeration runs all of it.</returns>
    /// <exception cref="ArgumentException"><paramref name="function"/> cannot run in another process; the message says why and what to write instead.</exception>
    public MapResults<TResult> MapAsync<T1, T2, T3, T4, TResult>(
        Func<T1, T2, T3, T4, TResult> function, IAsyncEnumerable<(T1, T2, T3, T4)> source, MapOptions? options = null, CancellationToken cancellationToken = default) =>
        Map(Shape.Of(function), source, static input => new Arguments<T1, T2, T3, T4>(input.Item1, input.Item2, input.Item3, input.Item4), options, cancellationToken);

    /// <summary>Runs an asynchronous function of four arguments on each input of a source, and gives the results as they are consumed.</summary>
    /// <typeparam name="T1">Type of the first argument.</typeparam>
    /// <typeparam name="T2">Type of the second argument.</typeparam>
    /// <typeparam name="T3">Type of the third argument.</typeparam>
    /// <typeparam name="T4">Type of the fourth argument.</typeparam>
    /// <typeparam name="TResult">What it returns.</typeparam>
    /// <param name="function">A static method or a lambda without captures.</param>
    /// <param name="source">The inputs, each the arguments of one task. Taken as far ahead as <see cref="MapOptions.MaxBuffered"/> says; may be endless.</param>
    /// <param name="options">Order, batches, bounds, limits; <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Ends the enumeration and cancels what has not ended.</param>
    /// <returns>The results. Nothing is run before they are enumerated; each enumeration runs all of it.</returns>
    /// <exception cref="ArgumentException"><paramref name="function"/> cannot run in another process; the message says why and what to write instead.</exception>
    public MapResults<TResult> MapAsync<T1, T2, T3, T4, TResult>(
        Func<T1, T2, T3, T4, Task<TResult>> function, IEnumerable<(T1, T2, T3, T4)> source, MapOptions? options = null, CancellationToken cancellationToken = default) =>
        Map(Shape.Of(function), source, static input => new Arguments<T1, T2, T3, T4>(input.Item1, input.Item2, input.Item3, input.Item4), options, cancellationToken);

    /// <summary>Runs an asynchronous function of four arguments on each input of a source, and gives the results as they are consumed.</summary>
    /// <typeparam name="T1">Type of the first argument.</typeparam>
    /// <typeparam name="T2">Type of the second argument.</typeparam>
    /// <typeparam name="T3">Type of the third argument.</typeparam>
    /// <typeparam name="T4">Type of the fourth argument.</typeparam>
    /// <typeparam name="TResult">What it returns.</typeparam>
    /// <param name="function">A static method or a lambda without captures.</param>
    /// <param name="source">The inputs, each the arguments of one task. Taken as far ahead as <see cref="MapOptions.MaxBuffered"/> says; may be endless.</param>
    /// <param name="options">Order, batches, bounds, limits; <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Ends the enumeration and cancels what has not ended.</param>
    /// <returns>The results. Nothing is run before they are enumerated; each enumeration runs all of it.</returns>
    /// <exception cref="ArgumentException"><paramref name="function"/> cannot run in another process; the message says why and what to write instead.</exception>
    public MapResults<TResult> MapAsync<T1, T2, T3, T4, TResult>(
        Func<T1, T2, T3, T4, Task<TResult>> function, IAsyncEnumerable<(T1, T2, T3, T4)> source, MapOptions? options = null, CancellationToken cancellationToken = default) =>
        Map(Shape.Of(function), source, static input => new Arguments<T1, T2, T3, T4>(input.Item1, input.Item2, input.Item3, input.Item4), options, cancellationToken);

    /// <summary>Runs a function of four arguments that takes a <see cref="WorkerContext"/> on each input of a source, and gives the results as they are consumed.</summary>
    /// <typeparam name="T1">Type of the first argument.</typeparam>
    /// <typeparam name="T2">Type of the second argument.</typeparam>
    /// <typeparam name="T3">Type of the third argument.</typeparam>
    /// <typeparam name="T4">Type of the fourth argument.</typeparam>
    /// <typeparam name="TResult">What it returns.</typeparam>
    /// <param name="function">A static method or a lambda without captures.</param>
    /// <param name="source">The inputs, each the arguments of one task. Taken as far ahead as <see cref="MapOptions.MaxBuffered"/> says; may be endless.</param>
    /// <param name="options">Order, batches, bounds, limits; <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Ends the enumeration and cancels what has not ended.</param>
    /// <returns>The results. Nothing is run before they are enumerated; each enumeration runs all of it.</returns>
    /// <exception cref="ArgumentException"><paramref name="function"/> cannot run in another process; the message says why and what to write instead.</exception>
    public MapResults<TResult> MapAsync<T1, T2, T3, T4, TResult>(
        Func<T1, T2, T3, T4, WorkerContext, TResult> function, IEnumerable<(T1, T2, T3, T4)> source, MapOptions? options = null, CancellationToken cancellationToken = default) =>
        Map(Shape.Of(function), source, static input => new Arguments<T1, T2, T3, T4>(input.Item1, input.Item2, input.Item3, input.Item4), options, cancellationToken);

    /// <summary>Runs a function of four arguments that takes a <see cref="WorkerContext"/> on each input of a source, and gives the results as they are consumed.</summary>
    /// <typeparam name="T1">Type of the first argument.</typeparam>
    /// <typeparam name="T2">Type of the second argument.</typeparam>
    /// <typeparam name="T3">Type of the third argument.</typeparam>
    /// <typeparam name="T4">Type of the fourth argument.</typeparam>
    /// <typeparam name="TResult">What it returns.</typeparam>
    /// <param name="function">A static method or a lambda without captures.</param>
    /// <param name="source">The inputs, each the arguments of one task. Taken as far ahead as <see cref="MapOptions.MaxBuffered"/> says; may be endless.</param>
    /// <param name="options">Order, batches, bounds, limits; <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Ends the enumeration and cancels what has not ended.</param>
    /// <returns>The results. Nothing is run before they are enumerated; each enumeration runs all of it.</returns>
    /// <exception cref="ArgumentException"><paramref name="function"/> cannot run in another process; the message says why and what to write instead.</exception>
    public MapResults<TResult> MapAsync<T1, T2, T3, T4, TResult>(
        Func<T1, T2, T3, T4, WorkerContext, TResult> function, IAsyncEnumerable<(T1, T2, T3, T4)> source, MapOptions? options = null, CancellationToken cancellationToken = default) =>
        Map(Shape.Of(function), source, static input => new Arguments<T1, T2, T3, T4>(input.Item1, input.Item2, input.Item3, input.Item4), options, cancellationToken);

    /// <summary>Runs an asynchronous function of four arguments that takes a <see cref="WorkerContext"/> on each input of a source, and gives the results as they are consumed.</summary>
    /// <typeparam name="T1">Type of the first argument.</typeparam>
    /// <typeparam name="T2">Type of the second argument.</typeparam>
    /// <typeparam name="T3">Type of the third argument.</typeparam>
    /// <typeparam name="T4">Type of the fourth argument.</typeparam>
    /// <typeparam name="TResult">What it returns.</typeparam>
    /// <param name="function">A static method or a lambda without captures.</param>
    /// <param name="source">The inputs, each the arguments of one task. Taken as far ahead as <see cref="MapOptions.MaxBuffered"/> says; may be endless.</param>
    /// <param name="options">Order, batches, bounds, limits; <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Ends the enumeration and cancels what has not ended.</param>
    /// <returns>The results. Nothing is run before they are enumerated; each enumeration runs all of it.</returns>
    /// <exception cref="ArgumentException"><paramref name="function"/> cannot run in another process; the message says why and what to write instead.</exception>
    public MapResults<TResult> MapAsync<T1, T2, T3, T4, TResult>(
        Func<T1, T2, T3, T4, WorkerContext, Task<TResult>> function, IEnumerable<(T1, T2, T3, T4)> source, MapOptions? options = null, CancellationToken cancellationToken = default) =>
        Map(Shape.Of(function), source, static input => new Arguments<T1, T2, T3, T4>(input.Item1, input.Item2, input.Item3, input.Item4), options, cancellationToken);

    /// <summary>Runs an asynchronous function of four arguments that takes a <see cref="WorkerContext"/> on each input of a source, and gives the results as they are consumed.</summary>
    /// <typeparam name="T1">Type of the first argument.</typeparam>
    /// <typeparam name="T2">Type of the second argument.</typeparam>
    /// <typeparam name="T3">Type of the third argument.</typeparam>
    /// <typeparam name="T4">Type of the fourth argument.</typeparam>
    /// <typeparam name="TResult">What it returns.</typeparam>
    /// <param name="function">A static method or a lambda without captures.</param>
    /// <param name="source">The inputs, each the arguments of one task. Taken as far ahead as <see cref="MapOptions.MaxBuffered"/> says; may be endless.</param>
    /// <param name="options">Order, batches, bounds, limits; <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Ends the enumeration and cancels what has not ended.</param>
    /// <returns>The results. Nothing is run before they are enumerated; each enumeration runs all of it.</returns>
    /// <exception cref="ArgumentException"><paramref name="function"/> cannot run in another process; the message says why and what to write instead.</exception>
    public MapResults<TResult> MapAsync<T1, T2, T3, T4, TResult>(
        Func<T1, T2, T3, T4, WorkerContext, Task<TResult>> function, IAsyncEnumerable<(T1, T2, T3, T4)> source, MapOptions? options = null, CancellationToken cancellationToken = default) =>
        Map(Shape.Of(function), source, static input => new Arguments<T1, T2, T3, T4>(input.Item1, input.Item2, input.Item3, input.Item4), options, cancellationToken);

    private MapResults<TResult> Map<TInput, TArguments, TResult>(
        TaskFunction<TArguments, TResult> function, IEnumerable<TInput> source, Func<TInput, TArguments> arguments, MapOptions? options, CancellationToken cancellationToken)
        where TArguments : struct, IArguments
    {
        ArgumentNullException.ThrowIfNull(source);
        return Map(function, _ => InputFeed<TInput>.Of(source), arguments, options, cancellationToken);
    }

    private MapResults<TResult> Map<TInput, TArguments, TResult>(
        TaskFunction<TArguments, TResult> function, IAsyncEnumerable<TInput> source, Func<TInput, TArguments> arguments, MapOptions? options, CancellationToken cancellationToken)
        where TArguments : struct, IArguments
    {
        ArgumentNullException.ThrowIfNull(source);
        return Map(function, token => InputFeed<TInput>.Of(source, token), arguments, options, cancellationToken);
    }

    private MapResults<TResult> Map<TInput, TArguments, TResult>(
        TaskFunction<TArguments, TResult> function, Func<CancellationToken, InputFeed<TInput>> source, Func<TInput, TArguments> arguments, MapOptions? options,
        CancellationToken cancellationToken)
        where TArguments : struct, IArguments
    {
        // At once, where it was written, and not where the results are consumed.
        _factory.Entry(function);
        _factory.Limits(options);
        return new MapResults<TResult>(token => new MapRun<TInput, TArguments, TResult>(_factory, function, arguments, options ?? DefaultMap).RunAsync(source, token), cancellationToken);
    }
}
