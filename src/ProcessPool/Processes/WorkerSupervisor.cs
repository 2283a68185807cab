using Cluster.Faults;
using Microsoft.Extensions.Logging;

namespace Cluster.Processes;

/// <summary>Starts the workers of a pool, fills the places of those that are lost or recycled, up to a limit, and ends them all.</summary>
/// <remarks>
/// Any thread. A place is free again once its process was waited for, so there are never more processes than places. Its lock is taken before the
/// work's, never inside.
/// </remarks>
internal sealed class WorkerSupervisor : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly PoolOptions _options;
    private readonly ILogger _log;
    private readonly WorkerLauncher _launcher;
    private readonly Places<WorkerLink> _places;
    private readonly StatusBoard _board = new();
    private readonly StartBudget[] _budgets;
    private readonly WorkerWatch _watch;
    private readonly List<WorkerLink> _everStarted = [];
    private readonly Dictionary<int, Task> _starts = [];
    private readonly CancellationTokenSource _ending = new();
    private IPoolWork? _work;
    private bool _disposed;
    private bool _watched = true;

    // Counts what was finished, whatever it was.
    private long _progress;

    /// <param name="options">How many workers, how long their start may take, how long they stay.</param>
    /// <param name="program">The worker's.</param>
    /// <param name="sink">Takes what workers send; must tell <see cref="Lost"/> of their ends.</param>
    /// <param name="log">Hears of losses and of failed starts.</param>
    internal WorkerSupervisor(PoolOptions options, WorkerProgram program, IFrameSink sink, ILogger log)
    {
        (_options, _log) = (options, log);
        _launcher = new WorkerLauncher(options, program, _board, sink);
        _places = new Places<WorkerLink>(options.Places ?? options.Workers);
        _budgets = [.. Enumerable.Range(0, _places.Count).Select(static _ => new StartBudget())];
        _watch = new WorkerWatch(options, () => Workers, () => Work);
    }

    /// <summary>Workers lost so far.</summary>
    internal int WorkersLost { get; private set; }

    /// <summary>Why there will be no workers any more; null as long as there may be.</summary>
    internal FaultInfo? Broken { get; private set; }

    /// <summary>Those that are connected now and stay.</summary>
    internal IReadOnlyList<WorkerLink> Workers
    {
        get
        {
            lock (_gate) return [.. _places.Workers.Where(static link => !link.IsRetiring)];
        }
    }

    /// <summary>What they work on; those that are there at that moment have still to join it.</summary>
    internal IPoolWork? Work
    {
        get
        {
            lock (_gate) return _work;
        }

        set
        {
            lock (_gate) _work = value;
        }
    }

    /// <inheritdoc cref="WorkerWatch.RunningSince"/>
    internal long RunningSince(long now) => _watch.RunningSince(now);

    /// <summary>Looks after the workers from now on.</summary>
    internal void Watch() => _watch.Start();

    /// <summary>Places that no worker will be in.</summary>
    internal IReadOnlyList<int> GivenUp
    {
        get
        {
            lock (_gate) return [.. _places.GivenUp];
        }
    }

    /// <summary>Gives up the places that the limits of the system leave no room for.</summary>
    /// <returns>How many workers there can be; as many as are wanted, or fewer.</returns>
    /// <exception cref="FaultException">Not one.</exception>
    internal int FitToLimits()
    {
        StartRoom room = StartRoom.Now();
        if (room.Workers >= _options.Workers) return _options.Workers;
        if (room.Workers == 0) throw new FaultException(FaultCode.StartFailed, $"there is no room for a worker: {room.Limit}");
        _log.FewerWorkers(room.Workers, _options.Workers, room.Limit);
        // A pool that can be resized may have the room later.
        lock (_gate)
            for (int id = room.Workers; id < _options.Workers && !_options.StartsAll; id++) _places.GiveUp(id);
        return room.Workers;
    }

    /// <summary>Fills the first places and waits until the workers are ready: all of them, or those that the system let start.</summary>
    /// <exception cref="FaultException">None became ready.</exception>
    internal async Task StartAllAsync(int count, CancellationToken cancellationToken)
    {
        int[] all = [.. Enumerable.Range(0, count)];
        lock (_gate)
            foreach (int id in all) _places.BeginStart(id);
        IReadOnlyList<WorkerLink> links = await LaunchAsync(all, cancellationToken).ConfigureAwait(false);
        if (links.Count == count) return;
        _log.FewerWorkers(links.Count, count, "the others could not be started");
        lock (_gate)
        {
            foreach (int id in all.Except(links.Select(static link => link.Id)))
            {
                if (_options.StartsAll) _places.EndStart(id);
                else _places.GiveUp(id);
            }
        }
    }

    /// <summary>Starts a worker in every free place that there is a batch for. Where workers are kept up no place is free for long.</summary>
    internal void StartMissing()
    {
        for (int id = 0; id < _places.Count && _options.OnDemand; id++) StartIfFree(id);
    }

    /// <summary>Something was finished: whatever was lost before, starting workers makes sense.</summary>
    internal void NoteProgress() => Interlocked.Increment(ref _progress);

    /// <summary>A worker is gone: because it was to be recycled and had done all that it was sent, or it was lost.</summary>
    internal void Lost(WorkerLink link, FaultInfo fault)
    {
        IPoolWork? work;
        lock (_gate)
        {
            if (_disposed) return;
            work = _work;
        }

        bool mayReplace = true;
        if (link.IsRetiring && work?.Release(link) != false)
        {
            _log.WorkerRecycled(link.Id, link.ProcessId);
        }
        else
        {
            work?.Losing(link);
            lock (_gate)
            {
                WorkersLost++;
                mayReplace = _budgets[link.Id].TrySpendLoss(Interlocked.Read(ref _progress));
            }

            PoolMeter.WorkersLost.Add(1);
            _log.WorkerLost(fault.Message);
            work?.Lost(link, fault);
        }

        // Not before: whoever takes the place must find nothing of this worker there.
        lock (_gate) _places.Leave(link.Id, link);
        if (!mayReplace) GiveUp(link.Id, fault);
        else if (_options.OnDemand) StartMissing();
        else StartIfFree(link.Id);
    }

    /// <summary>Kills all workers, whatever they do, also those that are being started, and waits for their processes.</summary>
    internal async Task AbortAsync() => await EndAsync(kill: true).ConfigureAwait(false);

    /// <summary>Asks all workers to go, kills those that have not by the limit, and waits for their processes.</summary>
    public async ValueTask DisposeAsync() => await EndAsync(kill: false).ConfigureAwait(false);

    private async Task EndAsync(bool kill)
    {
        List<WorkerLink> links;
        List<Task> starts;
        lock (_gate)
        {
            _disposed = true;
            links = [.. _everStarted];
            starts = [.. _starts.Values];
        }

        // One that is not connected yet cannot be asked.
        foreach (WorkerLink link in links)
        {
            if (kill || !link.Ready.IsCompleted) link.Kill();
            // Elsewhere: a goodbye waits behind data that a worker may never read.
            else _ = Task.Run(link.Leave, CancellationToken.None);
        }

        await _ending.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(starts).ConfigureAwait(false);
        // With those that were begun since, and killed for it.
        lock (_gate) links = [.. _everStarted];
        Task all = Task.WhenAll(links.Select(link => link.Ended));
        if (await Task.WhenAny(all, Task.Delay(_options.StopLimit)).ConfigureAwait(false) != all)
            foreach (WorkerLink link in links) link.Kill();
        await all.ConfigureAwait(false);
        // Nobody is left to look at; and whoever is second finds it done.
        if (Interlocked.Exchange(ref _watched, false) is false) return;
        _watch.Dispose();
        _board.Dispose();
    }

    private void StartIfFree(int id)
    {
        lock (_gate)
        {
            if (_disposed || !_places.IsFree(id)) return;
            if (_options.OnDemand && _work?.TryReserve(id) != true) return;
            _places.BeginStart(id);
            // Elsewhere: a start begins by making files and sockets.
            _starts[id] = Task.Run(() => StartAsync(id));
        }
    }

    // Until a worker is in its place, or the place is given up.
    private async Task StartAsync(int id)
    {
        while (true)
        {
            FaultInfo? failure = await TryLaunchAsync(id).ConfigureAwait(false);
            if (failure is null) return;
            lock (_gate)
            {
                if (_disposed) return;
            }

            _log.WorkerNotStarted(id, failure.Message);
            lock (_gate)
                if (_budgets[id].TrySpendStart()) continue;
            GiveUp(id, failure);
            return;
        }
    }

    private async Task<FaultInfo?> TryLaunchAsync(int id)
    {
        WorkerLink link;
        TimeSpan delay;
        lock (_gate) delay = _budgets[id].Delay;
        try
        {
            await Task.Delay(delay, _ending.Token).ConfigureAwait(false);
            link = (await LaunchAsync([id], _ending.Token).ConfigureAwait(false))[0];
        }
        catch (Exception ex)
        {
            return (ex as FaultException)?.Fault ?? new FaultInfo(FaultCode.StartFailed, ex.Message);
        }

        PoolMeter.WorkersRestarted.Add(1);
        if (!_options.OnDemand || _options.StartsAll) _log.WorkerReplaced(id, link.ProcessId);
        Work?.Join(link);
        return null;
    }

    // Without this place as long as there is another, and altogether otherwise.
    private void GiveUp(int id, FaultInfo fault)
    {
        IPoolWork? work;
        lock (_gate)
        {
            _places.GiveUp(id);
            work = _work;
        }

        work?.Abandon(id);
        StartMissing();
        lock (_gate)
        {
            if (!_places.IsDeserted) return;
            Broken = new FaultInfo(
                FaultCode.PoolBroken, $"no worker is left, and {StartBudget.MaxFruitless} starts in a row finished nothing; the last: {fault.Message}");
        }

        work?.Fail(Broken);
    }

    private async Task<IReadOnlyList<WorkerLink>> LaunchAsync(int[] ids, CancellationToken cancellationToken)
    {
        IReadOnlyList<WorkerLink> links = await _launcher.LaunchAsync(ids, Remember, NotStarted, cancellationToken).ConfigureAwait(false);
        lock (_gate)
        {
            if (_disposed) throw new FaultException(FaultCode.StartFailed, "the pool was disposed while a worker started");
            foreach (WorkerLink link in links)
            {
                _budgets[link.Id].Started();
                if (link.IsGone) _places.EndStart(link.Id);
                else _places.Take(link.Id, link);
            }
        }

        // One that was lost before it had its place found nothing to free.
        foreach (WorkerLink link in links.Where(static link => link.IsGone)) StartIfFree(link.Id);
        return links;
    }

    private void NotStarted(int id, FaultInfo fault) => _log.WorkerNotStarted(id, fault.Message);

    // Every process that was begun is waited for in the end, whatever becomes of its start.
    private void Remember(WorkerLink link)
    {
        lock (_gate)
        {
            _everStarted.RemoveAll(ended => ended.Ended.IsCompleted);
            _everStarted.Add(link);
            if (_disposed) link.Kill();
        }
    }
}
