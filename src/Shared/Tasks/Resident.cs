using Cluster.Tasks.Residents;

namespace Cluster;

/// <summary>A value that was sent to workers once and stays with them. As an argument it costs a number.</summary>
/// <typeparam name="T">Type of the value.</typeparam>
/// <remarks>
/// Made by <c>ProcessPool.BroadcastAsync</c> and <c>ProcessPool.ScatterAsync</c>. A task finds in <see cref="Value"/> the worker's own copy, the same object in
/// every task there. It is for reading: what a task changes in it is seen by later tasks of that worker only, and is gone with the worker; one that
/// replaces it gets the value as it was sent. What all are to write is a <see cref="SharedArray{T}"/>. Any thread.
/// </remarks>
public sealed class Resident<T> : IDisposable
{
    private readonly ResidentSlot? _slot;
    private readonly T? _value;
    private readonly Action<long>? _drop;
    private int _disposed;

    // In the program.
    internal Resident(long id, T value, int? worker, Action<long> drop) => (Id, _value, Worker, _drop) = (id, value, worker, drop);

    // In a worker.
    internal Resident(long id, ResidentSlot slot) => (Id, _slot) = (id, slot);

    internal long Id { get; }

    /// <summary>The worker that it is meant for; <see langword="null"/> for all.</summary>
    internal int? Worker { get; }

    internal bool IsDisposed => Volatile.Read(ref _disposed) != 0;

    /// <summary>In a task the worker's copy; in the program that made it, the value that was sent.</summary>
    /// <exception cref="ValueException">The value is of another type than its task expects.</exception>
    public T Value => _slot is null ? _value! : _slot.Get<T>();

    /// <summary>In the program that made it: workers let go of the value. In a task: nothing.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0) _drop?.Invoke(Id);
    }
}
