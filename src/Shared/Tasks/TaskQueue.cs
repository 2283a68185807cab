using System.Buffers;
using System.Threading.Channels;
using Cluster.Tasks.Values;

namespace Cluster;

/// <summary>A way for items from running tasks to the program, beside their results.</summary>
/// <typeparam name="T">Type of the items.</typeparam>
/// <remarks>
/// Made by <c>ProcessPool.CreateQueue</c>, given to tasks as an argument. Items of one task come in the order in which it sent them. What a task sent before
/// it failed or its worker was lost has been sent. Any thread.
/// </remarks>
public sealed class TaskQueue<T> : IDisposable
{
    private readonly Channel<T>? _items;
    private readonly Action<long, ReadOnlySequence<byte>>? _post;
    private readonly Action<long>? _close;

    // In the program.
    internal TaskQueue(long id, Action<long> close) => (Id, _close, _items) = (id, close, Channel.CreateUnbounded<T>());

    // In a worker.
    internal TaskQueue(long id, Action<long, ReadOnlySequence<byte>> post) => (Id, _post) = (id, post);

    internal long Id { get; set; }

    /// <summary>Sends an item to the program. It leaves at once.</summary>
    /// <param name="item">The item.</param>
    /// <exception cref="ValueException">It cannot travel.</exception>
    /// <exception cref="ObjectDisposedException">The queue is disposed, in this process.</exception>
    public void Add(T item)
    {
        if (_items is not null)
        {
            ObjectDisposedException.ThrowIf(!_items.Writer.TryWrite(item), this);
            return;
        }

        var bytes = new ArrayBufferWriter<byte>();
        ValueCodec.Write(bytes, item, ValueScope.OfWorker());
        _post!(Id, new ReadOnlySequence<byte>(bytes.WrittenMemory));
    }

    /// <summary>In the program that made it: the items, as they come. Ends when the queue is disposed.</summary>
    /// <param name="cancellationToken">Ends the enumeration.</param>
    /// <returns>The items. Several readers share them.</returns>
    /// <exception cref="InvalidOperationException">This is a task.</exception>
    public IAsyncEnumerable<T> ReadAllAsync(CancellationToken cancellationToken = default) => Reader.ReadAllAsync(cancellationToken);

    /// <summary>In the program that made it: takes an item if one is there.</summary>
    /// <param name="item">The item.</param>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="InvalidOperationException">This is a task.</exception>
    public bool TryTake([System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out T item) => Reader.TryRead(out item);

    /// <summary>In the program that made it: takes no more items; those that are there can still be read.</summary>
    public void Dispose()
    {
        if (_items?.Writer.TryComplete() == true) _close?.Invoke(Id);
    }

    private ChannelReader<T> Reader => _items?.Reader ?? throw new InvalidOperationException("Tasks add to a queue; the program that made it reads.");

    /// <summary>Takes an item as it travelled. On a link thread.</summary>
    internal void Receive(in ReadOnlySequence<byte> bytes, ValueScope scope) => _items!.Writer.TryWrite(ValueCodec.Read<T>(bytes, scope, out _));
}
