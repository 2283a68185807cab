using Cluster.Calls;
using Cluster.Dispatch;
using Cluster.Numerics;
using Cluster.Protocol;
using Cluster.Tasks.Values;

namespace Cluster;

// Data that stays with the workers, and data that all processes see.
public sealed partial class ProcessPool
{
    /// <summary>Sends a value to every worker, once. Tasks that get it as an argument find it there.</summary>
    /// <typeparam name="T">Type of the value.</typeparam>
    /// <param name="value">The value. Kept, as it travels, for workers that come later.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The handle, once all workers have the value. Dispose it when no task needs it any more.</returns>
    /// <exception cref="ValueException">The value cannot travel.</exception>
    public async Task<Resident<T>> BroadcastAsync<T>(T value, CancellationToken cancellationToken = default)
    {
        Resident<T> resident = Keep(value, worker: null);
        await Task.WhenAll(Enumerable.Range(0, Workers).Select(worker => PlaceAsync(resident, worker, cancellationToken))).ConfigureAwait(false);
        return resident;
    }

    /// <summary>Divides a list among the workers. Tasks that get a part as an argument run where it is.</summary>
    /// <typeparam name="T">Type of the elements.</typeparam>
    /// <param name="items">The list; its parts are consecutive, and their lengths differ by one at most. Kept, as they travel, for workers that replace lost ones.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The parts, in order, one for each worker, once they are there. Dispose them when no task needs them any more.</returns>
    /// <exception cref="ValueException">An element cannot travel.</exception>
    public async Task<IReadOnlyList<Resident<T[]>>> ScatterAsync<T>(IReadOnlyList<T> items, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(items);
        int workers = Workers;
        var parts = new Resident<T[]>[workers];
        for (int worker = 0; worker < workers; worker++)
        {
            int begin = (int)((long)items.Count * worker / workers);
            int end = (int)((long)items.Count * (worker + 1) / workers);
            var part = new T[end - begin];
            for (int i = 0; i < part.Length; i++) part[i] = items[begin + i];
            parts[worker] = Keep(part, worker);
        }

        await Task.WhenAll(parts.Select((part, worker) => PlaceAsync(part, worker, cancellationToken))).ConfigureAwait(false);
        return parts;
    }

    /// <summary>Gets parts back from the workers, with what tasks have changed in them, as one array.</summary>
    /// <typeparam name="T">Type of the elements.</typeparam>
    /// <param name="parts">As <see cref="ScatterAsync"/> gave them.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The elements, in the order of the parts.</returns>
    public async Task<T[]> GatherAsync<T>(IReadOnlyList<Resident<T[]>> parts, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(parts);
        T[][] gathered = await Task.WhenAll(parts.Select(part => Submit(static (Resident<T[]> each) => each.Value, part, null, cancellationToken).AsTask())).ConfigureAwait(false);
        return [.. gathered.SelectMany(static part => part)];
    }

    /// <summary>Makes an array in memory that this program and all workers see. It holds zeros.</summary>
    /// <typeparam name="T">Type of its elements.</typeparam>
    /// <param name="length">Elements; may be more than 2³¹.</param>
    /// <returns>The array. Give it to tasks as an argument; dispose it when none needs it any more.</returns>
    /// <exception cref="OutOfMemoryException">There is not enough memory; the message has the figures.</exception>
    public SharedArray<T> CreateShared<T>(long length)
        where T : unmanaged => SharedArray<T>.Create(length, Fallback);

    /// <summary>Makes an array of several dimensions in memory that this program and all workers see. It holds zeros.</summary>
    /// <typeparam name="T">Type of its elements.</typeparam>
    /// <param name="shape">Elements along each dimension.</param>
    /// <param name="order">Which dimension's neighbours lie side by side.</param>
    /// <returns>The array. Give it to tasks as an argument; dispose it when none needs it any more.</returns>
    /// <exception cref="OutOfMemoryException">There is not enough memory; the message has the figures.</exception>
    public SharedArray<T> CreateShared<T>(ReadOnlySpan<long> shape, ArrayOrder order)
        where T : unmanaged => SharedArray<T>.Create(shape, order, Fallback);

    /// <summary>Copies an array to memory that this program and all workers see, for reading.</summary>
    /// <typeparam name="T">Type of its elements.</typeparam>
    /// <param name="values">The elements.</param>
    /// <returns>The array.</returns>
    /// <exception cref="OutOfMemoryException">There is not enough memory; the message has the figures.</exception>
    public SharedArray<T> Share<T>(ReadOnlySpan<T> values)
        where T : unmanaged
    {
        SharedArray<T> array = CreateShared<T>(values.Length);
        array.CopyFrom(values);
        return array;
    }

    /// <summary>Makes a value in memory that this program and all workers see.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="value">What it is at first.</param>
    /// <returns>The value.</returns>
    public SharedValue<T> CreateSharedValue<T>(T value = default)
        where T : unmanaged => SharedValue<T>.Create(value, Fallback);

    /// <summary>Makes a lock between this program and all workers.</summary>
    /// <returns>The lock.</returns>
    public SharedLock CreateLock() => SharedLock.Create(Fallback);

    /// <summary>Makes a barrier between this program and all workers.</summary>
    /// <param name="participants">How many have to arrive.</param>
    /// <returns>The barrier.</returns>
    public SharedBarrier CreateBarrier(int participants) => SharedBarrier.Create(participants, Fallback);

    /// <summary>Makes a queue that running tasks add to and this program reads.</summary>
    /// <typeparam name="T">Type of the items.</typeparam>
    /// <returns>The queue. Dispose it to end its readers.</returns>
    public TaskQueue<T> CreateQueue<T>() => _queues.Create<T>();

    // Where files are made on systems without memory files.
    private string Fallback
    {
        get
        {
            ObjectDisposedException.ThrowIf(Volatile.Read(ref _disposed) != 0, this);
            return Path.GetTempPath();
        }
    }

    private Task<Unit> PlaceAsync<T>(Resident<T> resident, int worker, CancellationToken cancellationToken) =>
        _factory.Submit(Shape.Of(static (Resident<T> each) => { _ = each.Value; }), new Arguments<Resident<T>>(resident), null, cancellationToken, worker).AsTask();

    private Resident<T> Keep<T>(T value, int? worker)
    {
        if (_runner is not Dispatcher) return new Resident<T>(0, value, worker, static _ => { });
        using ValueScope scope = ValueScope.OfCoordinator(Fallback);
        return new Resident<T>(_residents.Add(CallFactory.Encode(value, scope)), value, worker, Drop);
    }

    private void Drop(long id)
    {
        if (_residents.Remove(id) && _runner is Dispatcher dispatcher) dispatcher.Broadcast(MessageKind.DropResident, id);
    }
}
