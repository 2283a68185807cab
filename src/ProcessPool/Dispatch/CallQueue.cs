namespace Cluster.Dispatch;

/// <summary>The calls that wait: for any worker, or for the one that has what they need.</summary>
/// <remarks>The caller lets in one thread at a time.</remarks>
internal sealed class CallQueue
{
    private readonly CallList _any = new();
    private readonly Dictionary<int, CallList> _pinned = [];

    /// <summary>How many wait for any worker.</summary>
    internal int CountForAny => _any.Count;

    /// <summary>Whether there is a call that a worker may take.</summary>
    internal bool HasFor(int worker) => _any.Count > 0 || HasOnlyFor(worker);

    /// <summary>Whether there is a call that nobody but this worker may take.</summary>
    internal bool HasOnlyFor(int worker) => _pinned.TryGetValue(worker, out CallList? own) && own.Count > 0;

    /// <param name="call">To wait.</param>
    /// <param name="first">Before all others that wait for the same; otherwise behind them.</param>
    /// <param name="worker">Which has to take it; null for any.</param>
    internal void Add(Call call, bool first, int? worker)
    {
        CallList list = _any;
        if (worker is { } one && !_pinned.TryGetValue(one, out list!)) _pinned[one] = list = new CallList();
        if (first) list.AddFirst(call);
        else list.AddLast(call);
    }

    /// <summary>The next for a worker, which stays in the queue; null if there is none.</summary>
    internal Call? NextFor(int worker) => (_pinned.TryGetValue(worker, out CallList? own) ? own.First : null) ?? _any.First;

    /// <summary>Takes a call out.</summary>
    internal void Remove(Call call, int worker)
    {
        CallList list = call.List!;
        list.Remove(call);
        if (list != _any && list.Count == 0) _pinned.Remove(worker);
    }

    /// <summary>What only one worker was to take, any may.</summary>
    internal void Unpin(int worker)
    {
        if (!_pinned.Remove(worker, out CallList? list)) return;
        while (list.First is { } call)
        {
            list.Remove(call);
            _any.AddLast(call);
        }
    }

    /// <summary>Likewise for all workers from a number on.</summary>
    internal void UnpinFrom(int worker)
    {
        foreach (int id in _pinned.Keys.Where(id => id >= worker).ToList()) Unpin(id);
    }

    /// <summary>Empties the queue.</summary>
    internal IEnumerable<Call> TakeAll()
    {
        UnpinFrom(0);
        while (_any.First is { } call)
        {
            _any.Remove(call);
            yield return call;
        }
    }
}
