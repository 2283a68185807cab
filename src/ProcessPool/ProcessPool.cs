using Cluster.Calls;
using Cluster.Dispatch;
using Cluster.Processes;
using Cluster.Protocol;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cluster;

/// <summary>Worker processes that run functions of this program: isolated, with hard limits, and with an end that works.</summary>
/// <remarks>
/// <para>
/// A function is a static method or a lambda without captures; its arguments and its result travel by value, or as a handle of shared memory. What it writes
/// to static fields stays in its worker. Tasks run one at a time in each worker; a task that crashes, or is killed for its limits, takes nobody with it:
/// its worker is replaced.
/// </para>
/// <para>Any thread may use it. Disposing it ends all workers; see <see cref="ProcessPoolOptions.DisposePolicy"/>.</para>
/// </remarks>
/// <example>
/// <code>
/// await using var pool = await ProcessPool.StartAsync(new ProcessPoolOptions { Workers = 4 });
/// int sum = await pool.Submit(static (int a, int b) =&gt; a + b, 1, 2);
/// await foreach (string hash in pool.MapAsync(Hash.OfFile, paths)) Console.WriteLine(hash);
/// </code>
/// </example>
public sealed partial class ProcessPool : IAsyncDisposable
{
    private static readonly MapOptions DefaultMap = new();

    private readonly ProcessPoolOptions _options;
    private readonly ITaskRunner _runner;
    private readonly CallFactory _factory;
    private readonly ResidentStore _residents;
    private readonly QueueTable _queues;
    private int _disposed;

    private ProcessPool(ProcessPoolOptions options, ITaskRunner runner, CallFactory factory, ResidentStore residents, QueueTable queues) =>
        (_options, _runner, _factory, _residents, _queues) = (options, runner, factory, residents, queues);

    /// <summary>How many workers the pool has, or will have again once those that are missing are replaced.</summary>
    public int Workers => _runner.Workers;

    /// <summary>The workers that are there at this moment; none where tasks run in this process.</summary>
    public IReadOnlyList<WorkerInfo> WorkerProcesses => _runner is Dispatcher dispatcher ? [.. dispatcher.Staff.Select(static each => new WorkerInfo(each.Id, each.ProcessId, each.Tasks))] : [];

    /// <summary>Whether the pool can take tasks: it is neither disposed nor broken.</summary>
    public bool IsUsable => Volatile.Read(ref _disposed) == 0 && (_runner as Dispatcher)?.Broken is null;

    /// <summary>Starts a pool; all workers are ready when it returns.</summary>
    /// <param name="options"><see langword="null"/> for the defaults: as many workers as logical cores.</param>
    /// <param name="cancellationToken">Ends the start; nothing is left then.</param>
    /// <returns>The pool.</returns>
    /// <exception cref="ArgumentException">An option is out of its range; the message names it.</exception>
    /// <exception cref="PoolBrokenException">The workers cannot be started, or their initializer failed; the message says why.</exception>
    /// <exception cref="InvalidOperationException">This is a worker: a pool in every worker would multiply the processes.</exception>
    public static async Task<ProcessPool> StartAsync(ProcessPoolOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new ProcessPoolOptions();
        OptionsCheck.Validate(options);
        bool startsProcesses = options is { Workers: > 0, Mode: PoolMode.Processes };
        if (startsProcesses && WorkerContext.IsWorker)
            throw new InvalidOperationException("This code runs in a worker. A pool in every worker would multiply the processes: return the work to the program that submitted this task, and submit it there; or use Mode = PoolMode.Threads here.");
        if (startsProcesses && ApplicationLaunch.AsksForWorker([.. Environment.GetCommandLineArgs().Skip(1)]))
            throw new InvalidOperationException("This program was started as a worker and did not become one. Let its first line be: if (ProcessPool.RunWorkerIfAsked(args) is { } exitCode) return exitCode;");
        return startsProcesses
            ? await StartProcessesAsync(options, cancellationToken).ConfigureAwait(false)
            : StartHere(options);
    }

    /// <summary>Waits until all workers are there and initialized: also those that were sent away for having nothing to do.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The end of the wait.</returns>
    /// <exception cref="PoolBrokenException">They cannot be started.</exception>
    public Task WarmUpAsync(CancellationToken cancellationToken = default) => _runner.StaffAsync(cancellationToken);

    /// <summary>Changes the number of workers while the pool runs. A worker that is too many ends after what it is doing.</summary>
    /// <param name="workers">1 to 256.</param>
    /// <param name="cancellationToken">Ends the wait, not the change.</param>
    /// <returns>Completed when as many are ready.</returns>
    public Task ResizeAsync(int workers, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(workers, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(workers, PoolOptions.MaxWorkers);
        _runner.Resize(workers);
        return _runner.StaffAsync(cancellationToken);
    }

    /// <summary>Waits until no task is waiting or running.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The end of the wait.</returns>
    public Task DrainAsync(CancellationToken cancellationToken = default) => _runner.DrainAsync().WaitAsync(cancellationToken);

    /// <summary>Ends all workers at once, whatever they do. Tasks that have not ended are cancelled.</summary>
    /// <returns>Completed when no process is left.</returns>
    public async Task KillAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0) return;
        await _runner.AbortAsync().ConfigureAwait(false);
        await _runner.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Ends the pool as <see cref="ProcessPoolOptions.DisposePolicy"/> says. No process is left afterwards.</summary>
    /// <returns>Completed when no process is left.</returns>
    public async ValueTask DisposeAsync()
    {
        if (Volatile.Read(ref _disposed) != 0) return;
        if (_options.DisposePolicy == DisposePolicy.Drain) await _runner.DrainAsync().ConfigureAwait(false);
        else await _runner.AbortAsync().ConfigureAwait(false);
        if (Interlocked.Exchange(ref _disposed, 1) != 0) return;
        await _runner.DisposeAsync().ConfigureAwait(false);
    }

    private static ProcessPool StartHere(ProcessPoolOptions options)
    {
        var runner = new LocalRunner(options.Mode == PoolMode.Threads ? options.Workers : 1);
        return new ProcessPool(options, runner, new CallFactory(options, runner, travels: false), new ResidentStore(), new QueueTable());
    }

    private static async Task<ProcessPool> StartProcessesAsync(ProcessPoolOptions options, CancellationToken cancellationToken)
    {
        ILogger log = options.LoggerFactory?.CreateLogger("Cluster.ProcessPool") ?? NullLogger.Instance;
        var residents = new ResidentStore();
        var queues = new QueueTable();
        CallFactory? factory = null;
        IInitializer? initializer = options.Initializer;
        var dispatcher = new Dispatcher(
            new DispatchOptions
            {
                Workers = options.Workers, CancelGrace = options.CancelGrace, IdleTimeout = options.IdleTimeout, MemoryLimit = options.MemoryLimit,
                RecycleAfterTasks = options.RecycleAfterTasks, RecycleAboveBytes = options.RecycleAboveMemory,
                Initializer = initializer is null ? null : completed => initializer.Call(factory!, completed),
            },
            residents, queues, log);
        factory = new CallFactory(options, dispatcher, travels: true);
        try
        {
            WorkerPool workers = await WorkerPool.StartAsync(PoolOptions.Of(options), WorkerProgram.OfApplication(), log, cancellationToken).ConfigureAwait(false);
            dispatcher.Attach(workers);
            workers.Begin(dispatcher);
            if (initializer is not null) await dispatcher.StaffAsync(cancellationToken).ConfigureAwait(false);
            return new ProcessPool(options, dispatcher, factory, residents, queues);
        }
        catch (Exception ex)
        {
            await dispatcher.AbortAsync().ConfigureAwait(false);
            await dispatcher.DisposeAsync().ConfigureAwait(false);
            if (ex is Faults.FaultException fault) throw new PoolBrokenException(fault.Message, fault);
            throw;
        }
    }
}
