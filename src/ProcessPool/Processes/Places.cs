namespace Cluster.Processes;

/// <summary>Who has which place in a pool: a worker, one that is being started, nobody, or nobody any more.</summary>
/// <remarks>
/// <code>
///   free → starting → taken → free …
///     └──────┴→ given up
/// </code>
/// The caller lets in one thread at a time.
/// </remarks>
/// <param name="count">Places, numbered from 0 on.</param>
internal sealed class Places<TWorker>(int count)
    where TWorker : class
{
    private readonly TWorker?[] _workers = new TWorker?[count];
    private readonly HashSet<int> _starting = [];
    private readonly HashSet<int> _givenUp = [];

    internal int Count => count;

    /// <summary>Those that have a place.</summary>
    internal IEnumerable<TWorker> Workers => _workers.OfType<TWorker>();

    /// <summary>Those that nobody will get any more.</summary>
    internal IEnumerable<int> GivenUp => _givenUp;

    /// <summary>True when nobody has a place, and nobody is about to get one.</summary>
    internal bool IsDeserted => _starting.Count == 0 && !Workers.Any();

    internal bool IsFree(int id) => _workers[id] is null && !_starting.Contains(id) && !_givenUp.Contains(id);

    /// <summary>Keeps a free place for a worker that is being started, until the place is taken or the start has ended.</summary>
    internal void BeginStart(int id) => _starting.Add(id);

    /// <summary>Gives the place to a worker that is ready.</summary>
    internal void Take(int id, TWorker worker)
    {
        _workers[id] = worker;
        _starting.Remove(id);
    }

    /// <summary>Nobody takes the place at the end of a start: the worker is gone already.</summary>
    internal void EndStart(int id) => _starting.Remove(id);

    /// <summary>Frees a place, if it is still this worker's.</summary>
    internal void Leave(int id, TWorker worker)
    {
        if (_workers[id] == worker) _workers[id] = null;
    }

    /// <summary>Nobody will get this place any more.</summary>
    internal void GiveUp(int id)
    {
        _starting.Remove(id);
        _givenUp.Add(id);
    }
}
