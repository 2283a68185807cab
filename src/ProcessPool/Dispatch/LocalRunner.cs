using System.Diagnostics;

namespace Cluster.Dispatch;

/// <summary>Runs calls in this process, some at a time, on threads of the thread pool.</summary>
/// <remarks>Any thread. Nothing travels and nothing is isolated: a limit of time cancels the token, and what does not heed it goes on.</remarks>
internal sealed class LocalRunner(int workers) : ITaskRunner
{
    private readonly Lock _gate = new();
    private readonly CallList _queue = new();
    private readonly Dictionary<Call, CancellationTokenSource> _running = [];
    private readonly SortedSet<int> _free = [.. Enumerable.Range(0, Math.Max(1, workers))];
    private TaskCompletionSource? _drained;
    private int _workers = Math.Max(1, workers);
    private bool _refuses;
    private bool _closed;

    public int Workers
    {
        get
        {
            lock (_gate) return _workers;
        }
    }

    public int Running
    {
        get
        {
            lock (_gate) return _running.Count;
        }
    }

    public void Submit(Call call)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closed || _refuses, typeof(ProcessPool));
            call.State = CallState.Queued;
            _queue.AddLast(call);
        }

        RunNext();
    }

    public Task<CancelOutcome> Cancel(Call call)
    {
        CancellationTokenSource? running;
        lock (_gate)
        {
            if (call.Cancelling is not null) return call.Cancelling.Task;
            // New: nobody has taken it.
            if (call.State is CallState.Ended or CallState.New) return Task.FromResult(CancelOutcome.TooLate);
            call.Cancelling = new TaskCompletionSource<CancelOutcome>(TaskCreationOptions.RunContinuationsAsynchronously);
            if (!_running.TryGetValue(call, out running))
            {
                _queue.Remove(call);
                call.State = CallState.Ended;
            }
        }

        if (running is null) CancelAll(call);
        else running.Cancel();
        return call.Cancelling.Task;
    }

    public void Help(Call call, Task end)
    {
    }

    public void Resize(int workers)
    {
        lock (_gate)
        {
            for (int id = _workers; id < workers; id++) _free.Add(id);
            for (int id = Math.Max(1, workers); id < _workers; id++) _free.Remove(id);
            _workers = Math.Max(1, workers);
        }

        RunNext();
    }

    public Task StaffAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Refuse()
    {
        lock (_gate) _refuses = true;
    }

    public Task DrainAsync()
    {
        lock (_gate)
        {
            if (_queue.Count == 0 && _running.Count == 0) return Task.CompletedTask;
            return (_drained ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    public Task AbortAsync()
    {
        List<Call> queued = [];
        List<CancellationTokenSource> running;
        lock (_gate)
        {
            _closed = true;
            running = [.. _running.Values];
            while (_queue.First is { } call)
            {
                _queue.Remove(call);
                call.State = CallState.Ended;
                queued.Add(call);
            }
        }

        foreach (Call call in queued) CancelAll(call);
        foreach (CancellationTokenSource source in running) source.Cancel();
        return Task.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await AbortAsync().ConfigureAwait(false);
        await DrainAsync().ConfigureAwait(false);
    }

    private static void CancelAll(Call call)
    {
        for (int task = 0; task < call.Count; task++) call.Cancel(task);
        call.Complete();
        call.Cancelling?.TrySetResult(CancelOutcome.Cancelled);
    }

    private void RunNext()
    {
        lock (_gate)
        {
            while (_free.Count > 0 && _queue.First is { } call)
            {
                int worker = _free.Min;
                _free.Remove(worker);
                _queue.Remove(call);
                call.State = CallState.Sent;
                var source = new CancellationTokenSource();
                _running[call] = source;
                _ = Task.Run(() => RunAsync(call, worker, source));
            }
        }
    }

    private async Task RunAsync(Call call, int worker, CancellationTokenSource source)
    {
        call.IsRunningHere = true;
        for (int task = 0; task < call.Count; task++)
        {
            if (source.IsCancellationRequested)
            {
                call.Cancel(task);
                continue;
            }

            using CancellationTokenSource? limited = call.Limits.Timeout is null ? null : CancellationTokenSource.CreateLinkedTokenSource(source.Token);
            if (call.Limits.Timeout is { } limit) limited!.CancelAfter(limit);
            var context = new WorkerContext(worker, 1, new LocalProgress(call, task), limited?.Token ?? source.Token);
            // Flows into the call, and is gone when this method returns.
            _ = context.Enter();
            call.Trace?.Give(task, worker, Environment.ProcessId, attempt: 1);
            long begunAt = Stopwatch.GetTimestamp();
            await call.RunHereAsync(task, context, source.Token).ConfigureAwait(false);
            call.Telemetry?.Took(call.Function.Name, Stopwatch.GetTimestamp() - begunAt, 1);
        }

        call.IsRunningHere = false;
        lock (_gate)
        {
            call.State = CallState.Ended;
            _running.Remove(call);
            if (worker < _workers) _free.Add(worker);
            if (_queue.Count == 0 && _running.Count == 0)
            {
                _drained?.TrySetResult();
                _drained = null;
            }
        }

        call.Complete();
        call.Cancelling?.TrySetResult(call.WasCancelled ? CancelOutcome.Cancelled : CancelOutcome.TooLate);
        source.Dispose();
        RunNext();
    }
}
