using System.Buffers;
using System.Collections.Concurrent;
using Cluster.Tasks.Values;

namespace Cluster.Dispatch;

/// <summary>The queues that tasks add to.</summary>
/// <remarks>Any thread.</remarks>
internal sealed class QueueTable
{
    private readonly ConcurrentDictionary<long, Action<ReadOnlySequence<byte>>> _queues = new();
    private long _last;

    internal TaskQueue<T> Create<T>()
    {
        long id = Interlocked.Increment(ref _last);
        var queue = new TaskQueue<T>(id, closed => _queues.TryRemove(closed, out _));
        _queues[id] = bytes => queue.Receive(bytes, ValueScope.OfCoordinator(Path.GetTempPath()));
        return queue;
    }

    /// <summary>Takes an item as it travelled; for a queue that is closed, nothing.</summary>
    internal void Receive(long id, in ReadOnlySequence<byte> item)
    {
        if (_queues.TryGetValue(id, out Action<ReadOnlySequence<byte>>? receive)) receive(item);
    }
}
