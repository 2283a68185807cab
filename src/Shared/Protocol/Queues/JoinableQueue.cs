using System.Buffers;

namespace Cluster.Protocol.Queues;

/// <summary>
/// A <see cref="FeederQueue{T}"/> that knows what has become of its items: the peer acknowledges each, and somebody can wait for all.
/// </summary>
/// <remarks>
/// Any thread. Whoever receives from the peer passes its acknowledgements on through <see cref="Acknowledge"/>.
/// </remarks>
internal sealed class JoinableQueue<T> : IDisposable
{
    private readonly object _gate = new();
    private readonly FeederQueue<T> _queue;
    private long _unfinished;
    private Exception? _failure;

    /// <inheritdoc cref="FeederQueue{T}(MessageChannel, MessageKind, Action{IBufferWriter{byte}, T}, int, bool)"/>
    internal JoinableQueue(MessageChannel channel, MessageKind kind, Action<IBufferWriter<byte>, T> write, int capacity, bool flushesEach) =>
        _queue = new FeederQueue<T>(channel, kind, write, capacity, flushesEach);

    /// <summary>Items that were put and not acknowledged.</summary>
    internal long Unfinished => Interlocked.Read(ref _unfinished);

    /// <summary>Appends an item.</summary>
    internal void Put(T item)
    {
        // Counted first: its acknowledgement may be there before this call has returned.
        Interlocked.Increment(ref _unfinished);
        _queue.Put(item);
    }

    /// <summary>The peer is done with <paramref name="items"/> items.</summary>
    /// <exception cref="InvalidOperationException">There are not so many.</exception>
    internal void Acknowledge(int items)
    {
        long left = Interlocked.Add(ref _unfinished, -items);
        if (left < 0) throw new InvalidOperationException($"{-left} items were acknowledged that were never put");
        if (left > 0) return;
        lock (_gate) Monitor.PulseAll(_gate);
    }

    /// <summary>No acknowledgement will come any more: whoever waits for one is told why.</summary>
    internal void Fail(Exception failure)
    {
        lock (_gate)
        {
            _failure ??= failure;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Waits until every item has been acknowledged.</summary>
    /// <exception cref="IOException">That will not happen; see <see cref="Fail"/>.</exception>
    internal void Join()
    {
        lock (_gate)
        {
            while (Unfinished > 0)
            {
                if (_failure is not null)
                    throw new IOException($"{Unfinished} items of the queue are not finished: {_failure.Message}", _failure);
                Monitor.Wait(_gate);
            }
        }
    }

    public void Dispose() => _queue.Dispose();
}
