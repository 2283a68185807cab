using System.Buffers;

namespace Cluster.Protocol.Queues;

/// <summary>Items of many producers on their way to one peer, each a message of its own, sent by a thread of the queue's.</summary>
/// <remarks>
/// <code>
///   Put ─┐  lock             feeder thread
///   Put ─┼→ [ filling ] ⇄ [ emptying ] → MessageChannel → flush
///   Put ─┘
/// </code>
/// Any thread may put; it waits while the queue is full. Items of one producer leave in its order. The two buffers change places, so that
/// the lock is held for the time of a store and never while something is encoded or sent. After a failure of the connection every call
/// throws it.
/// </remarks>
internal sealed class FeederQueue<T> : IDisposable
{
    /// <summary>Of a batch before it is flushed: what a system call costs is then less than what is in it.</summary>
    internal const int BatchBytes = 32 << 10;

    private readonly object _gate = new();
    private readonly MessageChannel _channel;
    private readonly MessageKind _kind;
    private readonly Action<IBufferWriter<byte>, T> _write;
    private readonly bool _flushesEach;
    private readonly Thread _feeder;
    private T[] _filling;
    private T[] _emptying;
    private int _count;
    private bool _feeding;
    private bool _ended;
    private Exception? _failure;

    /// <param name="channel">To the peer. Others may post to it as well.</param>
    /// <param name="kind">Of the messages.</param>
    /// <param name="write">Puts together the body of one.</param>
    /// <param name="capacity">Items that may wait; as many again may be on their way to the connection.</param>
    /// <param name="flushesEach">Whether each message is sent at once, instead of with those behind it.</param>
    internal FeederQueue(MessageChannel channel, MessageKind kind, Action<IBufferWriter<byte>, T> write, int capacity, bool flushesEach)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        (_channel, _kind, _write, _flushesEach) = (channel, kind, write, flushesEach);
        (_filling, _emptying) = (new T[capacity], new T[capacity]);
        _feeder = new Thread(Feed) { IsBackground = true, Name = "queue feeder" };
        _feeder.Start();
    }

    /// <summary>Appends an item.</summary>
    internal void Put(T item)
    {
        lock (_gate)
        {
            while (_count == _filling.Length && !_ended) Monitor.Wait(_gate);
            ThrowIfEnded();
            _filling[_count++] = item;
            // The feeder sleeps only when there is nothing.
            if (_count == 1 && !_feeding) Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Waits until everything that was put so far has been handed to the connection.</summary>
    internal void Drain()
    {
        lock (_gate)
        {
            while ((_count > 0 || _feeding) && !_ended) Monitor.Wait(_gate);
            ThrowIfEnded();
        }
    }

    /// <summary>Ends the feeder; what has not been handed over is dropped. Dispose the connection first if it may be blocked.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _ended = true;
            Monitor.PulseAll(_gate);
        }

        _feeder.Join();
    }

    private void Feed()
    {
        try
        {
            for (int count = 0; (count = Next()) > 0;)
            {
                for (int i = 0; i < count; i++)
                {
                    _channel.Post(_kind, 0, _emptying[i], _write);
                    if (_flushesEach || _channel.UnflushedBytes >= BatchBytes) _channel.Flush();
                }

                if (!_flushesEach) _channel.Flush();
            }
        }
        catch (Exception ex)
        {
            lock (_gate)
            {
                (_failure, _ended) = (ex, true);
                Monitor.PulseAll(_gate);
            }
        }
    }

    // Takes what there is, waits if there is nothing; 0 at the end.
    private int Next()
    {
        lock (_gate)
        {
            _feeding = false;
            // For whoever drains.
            if (_count == 0) Monitor.PulseAll(_gate);
            while (_count == 0 && !_ended) Monitor.Wait(_gate);
            if (_ended) return 0;
            int count = _count;
            (_filling, _emptying, _count, _feeding) = (_emptying, _filling, 0, true);
            // For whoever found the queue full.
            if (count == _emptying.Length) Monitor.PulseAll(_gate);
            return count;
        }
    }

    private void ThrowIfEnded()
    {
        if (_failure is not null) throw new IOException($"the queue has failed: {_failure.Message}", _failure);
        ObjectDisposedException.ThrowIf(_ended, this);
    }
}
