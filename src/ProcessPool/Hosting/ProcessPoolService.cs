using System.Diagnostics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Cluster.Hosting;

/// <summary>Starts a pool with the host, before any other service can need it, and ends it after they have ended.</summary>
/// <remarks>The host calls it, one call at a time; changes of options come on any thread.</remarks>
internal sealed class ProcessPoolService : IHostedLifecycleService, IDisposable
{
    private readonly string _name;
    private readonly ProcessPool _pool;
    private readonly ILogger _log;
    private readonly IDisposable? _changes;
    private int _workers;

    /// <param name="name">Of the pool; empty for none.</param>
    /// <param name="pool">The container's, which disposes of it too.</param>
    /// <param name="options">Of the pool, by its name.</param>
    /// <param name="logs">Null for none.</param>
    internal ProcessPoolService(string name, ProcessPool pool, IOptionsMonitor<ProcessPoolOptions> options, ILoggerFactory? logs)
    {
        (_name, _pool, _workers) = (name, pool, options.Get(name).Workers);
        _log = logs?.CreateLogger("Cluster.ProcessPool.Hosting") ?? NullLogger.Instance;
        _changes = options.OnChange(Changed);
    }

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        long begin = Stopwatch.GetTimestamp();
        await _pool.BeginAsync(cancellationToken).ConfigureAwait(false);
        _log.PoolStarted(_name, _pool.Workers, Stopwatch.GetElapsedTime(begin).TotalMilliseconds);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // The last that the host calls, so that whatever other services still want of the pool while they stop, they get.
    public async Task StoppedAsync(CancellationToken cancellationToken)
    {
        _changes?.Dispose();
        Task ended = _pool.DisposeAsync().AsTask();
        try
        {
            await ended.WaitAsync(cancellationToken).ConfigureAwait(false);
            _log.PoolEnded(_name);
        }
        catch (OperationCanceledException) when (!ended.IsCompleted)
        {
            (long waiting, int running) = _pool.Load;
            _log.PoolKilled(_name, waiting + running);
            await _pool.KillAsync().ConfigureAwait(false);
            await ended.ConfigureAwait(false);
        }
    }

    public void Dispose() => _changes?.Dispose();

    private void Changed(ProcessPoolOptions options, string? name)
    {
        if (name != _name || options.Workers < 1 || Interlocked.Exchange(ref _workers, options.Workers) == options.Workers) return;
        try
        {
            // Nobody waits for the workers that are added.
            _ = _pool.ResizeAsync(options.Workers);
            _log.PoolResized(_name, options.Workers);
        }
        catch (Exception ex) when (ex is InvalidOperationException)
        {
            // Not started, or ended: it starts with the options that it was made with.
            _log.PoolNotResized(_name, ex.Message);
        }
    }
}
