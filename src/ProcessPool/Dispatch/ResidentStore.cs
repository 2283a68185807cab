using System.Collections.Concurrent;

namespace Cluster.Dispatch;

/// <summary>The values that stay with workers, as they travel: a worker that comes later gets them too.</summary>
/// <remarks>Any thread.</remarks>
internal sealed class ResidentStore
{
    private readonly ConcurrentDictionary<long, ReadOnlyMemory<byte>> _values = new();
    private long _last;

    /// <summary>Keeps a value; returns its number.</summary>
    internal long Add(ReadOnlyMemory<byte> value)
    {
        long id = Interlocked.Increment(ref _last);
        _values[id] = value;
        return id;
    }

    internal bool TryGet(long id, out ReadOnlyMemory<byte> value) => _values.TryGetValue(id, out value);

    internal bool Remove(long id) => _values.TryRemove(id, out _);
}
