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
    private const string LogCategory = "Cluster.ProcessPool";

    private static readonly MapOptions DefaultMap = new();

    private readonly ProcessPoolOptions _options;
    private readonly ResidentStore _residents = new();
    private readonly QueueTable _queues = new();
    private readonly ILogger _log;
    private readonly PoolTelemetry _telemetry;
    private readonly Lock _starting = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // Both are replaced once, by the start.
    private ITaskRunner _runner;
    private CallFactory _factory;
    private Task? _started;
    private bool _closing;
    private int _disposed;

    /// <summary>A pool that takes no tasks before <see cref="BeginAsync"/> has returned.</summary>
    /// <param name="options">Valid.</param>
    internal ProcessPool(ProcessPoolOptions options)
    {
        _options = options;
        _log = options.LoggerFactory is { } loggers ? new ContainedLog(loggers.CreateLogger(options.Name is null ? LogCategory : $"{LogCategory}.{options.Name}")) : NullLogger.Instance;
        _runner = new UnstartedRunner(options.Name, Math.Max(1, options.Workers));
        _telemetry = new PoolTelemetry(options.Name, () => _runner.Running);
        _factory = new CallFactory(options, _runner, null, null, travels: false, _log);
    }

    /// <summary>How many workers the pool has, or will have again once those that are missing are replaced.</summary>
    public int Workers => _runner.Workers;

    /// <summary>The workers that are there at this moment; none where tasks run in this process.</summary>
    public IReadOnlyList<WorkerInfo> WorkerProcesses => _runner is Dispatcher dispatcher ? dispatcher.Staff : [];

    /// <summary>Whether the pool can take tasks: it is started, and neither disposed nor broken.</summary>
    public bool IsUsable => WhyNotUsable is null;

    /// <summary>Tasks that nobody has begun, and tasks that are running.</summary>
    internal (long Waiting, int Running) Load => (_telemetry.Waiting, _runner.Running);

    /// <summary>Whether tasks run in processes.</summary>
    internal bool HasProcesses => _runner is Dispatcher;

    /// <summary>Whether workers that are missing may have been sent away.</summary>
    internal bool SendsIdleAway => _options.IdleTimeout is not null;

    /// <summary>Null as long as it is usable.</summary>
    internal string? WhyNotUsable
    {
        get
        {
            if (Volatile.Read(ref _disposed) != 0) return "the pool has ended";
            if (_runner is UnstartedRunner) return "the pool has not been started";
            return (_runner as Dispatcher)?.Broken is { } broken ? $"the pool is broken: {broken.Message}" : null;
        }
    }

    /// <summary>
    /// Starts a pool; all workers are ready when it returns. Where the limits of the system have no room for all of them, the pool has as many as there is
    /// room for (<see cref="Workers"/>), and a warning in the log says which limit it was.
    /// </summary>
    /// <param name="options"><see langword="null"/> for the defaults: as many workers as logical cores.</param>
    /// <param name="cancellationToken">Ends the start; nothing is left then.</param>
    /// <returns>The pool.</returns>
    /// <exception cref="ArgumentException">An option is out of its range; the message names it.</exception>
    /// <exception cref="PoolBrokenException">The workers cannot be started, or their initializer failed; the message says why.</exception>
    /// <exception cref="InvalidOperationException">This code runs in a task of a pool, within more pools than <see cref="ProcessPoolOptions.MaxNesting"/> allows.</exception>
    public static async Task<ProcessPool> StartAsync(ProcessPoolOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new ProcessPoolOptions();
        OptionsCheck.Validate(options);
        var pool = new ProcessPool(options);
        try
        {
            await pool.BeginAsync(cancellationToken).ConfigureAwait(false);
            return pool;
        }
        catch
        {
            // The wait may have been ended when the start had just succeeded; nobody else knows this pool.
            await pool.KillAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>
    /// Waits until all workers are there and initialized: also those that were sent away for having nothing to do. A pool of a service collection is
    /// started by it, if no host has done that.
    /// </summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The end of the wait.</returns>
    /// <exception cref="PoolBrokenException">They cannot be started.</exception>
    public async Task WarmUpAsync(CancellationToken cancellationToken = default)
    {
        await BeginAsync(cancellationToken).ConfigureAwait(false);
        await _runner.StaffAsync(cancellationToken).ConfigureAwait(false);
    }

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
        await CloseAsync().ConfigureAwait(false);
        await EndAsync(kill: true).ConfigureAwait(false);
    }

    /// <summary>Ends the pool as <see cref="ProcessPoolOptions.DisposePolicy"/> says. No process is left afterwards.</summary>
    /// <returns>Completed when no process is left, whoever has begun to end the pool.</returns>
    public async ValueTask DisposeAsync()
    {
        await CloseAsync().ConfigureAwait(false);
        bool drains = _options.DisposePolicy == DisposePolicy.Drain;
        if (drains) await _runner.DrainAsync().ConfigureAwait(false);
        await EndAsync(kill: !drains).ConfigureAwait(false);
    }

    /// <summary>Starts the pool, unless it is being started or has been.</summary>
    /// <exception cref="PoolBrokenException">The workers cannot be started; it may be tried again.</exception>
    internal async Task BeginAsync(CancellationToken cancellationToken)
    {
        Task started;
        lock (_starting)
        {
            if (_started is null or { IsFaulted: true } or { IsCanceled: true })
            {
                ObjectDisposedException.ThrowIf(_closing, this);
                _started = StartRunnerAsync(cancellationToken);
            }

            started = _started;
        }

        await started.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    // The first that comes here ends the pool; the others wait for that.
    private async Task EndAsync(bool kill)
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            await _ended.Task.ConfigureAwait(false);
            return;
        }

        try
        {
            _telemetry.Leave();
            if (kill) await _runner.AbortAsync().ConfigureAwait(false);
            await _runner.DisposeAsync().ConfigureAwait(false);
        }
        finally
        {
            _ended.SetResult();
        }
    }

    // No start begins any more, none is under way, and no task is taken: otherwise waiting for tasks might never end.
    private async Task CloseAsync()
    {
        Task? started;
        lock (_starting) (_closing, started) = (true, _started);
        if (started is not null) await started.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _runner.Refuse();
    }

    private async Task StartRunnerAsync(CancellationToken cancellationToken)
    {
        bool startsProcesses = _options is { Workers: > 0, Mode: PoolMode.Processes };
        if (startsProcesses && PoolDepth.OfThisCode is var depth && depth > _options.MaxNesting) throw new InvalidOperationException(TooDeep(depth, _options.MaxNesting));
        if (startsProcesses && ApplicationLaunch.AsksForWorker([.. Environment.GetCommandLineArgs().Skip(1)]))
            throw new InvalidOperationException("This program was started as a worker and did not become one. Let its first line be: if (ProcessPool.RunWorkerIfAsked(args) is { } exitCode) return exitCode;");
        if (startsProcesses) await StartProcessesAsync(cancellationToken).ConfigureAwait(false);
        else StartHere();
        _telemetry.Enter();
    }

    private static string TooDeep(int depth, int most) =>
        $"This code runs in a task of a pool{(depth == 1 ? "" : $", which was started in a task of another: {depth} levels")}. A pool in every worker would multiply the processes, and MaxNesting is {most}: "
        + "return the work to the program that submitted this task, and submit it there; or use Mode = PoolMode.Threads here.";

    private void StartHere()
    {
        var runner = new LocalRunner(_options.Mode == PoolMode.Threads ? _options.Workers : 1);
        _factory = new CallFactory(_options, runner, _telemetry, null, travels: false, _log);
        _runner = runner;
    }

    private async Task StartProcessesAsync(CancellationToken cancellationToken)
    {
        CallFactory? factory = null;
        IInitializer? initializer = _options.Initializer;
        var dispatcher = new Dispatcher(
            new DispatchOptions
            {
                Workers = _options.Workers, CancelGrace = _options.CancelGrace, IdleTimeout = _options.IdleTimeout, MemoryLimit = _options.MemoryLimit,
                RecycleAfterTasks = _options.RecycleAfterTasks, RecycleAboveBytes = _options.RecycleAboveMemory,
                Initializer = initializer is null ? null : completed => initializer.Call(factory!, completed),
            },
            _residents, _queues, _log);
        factory = new CallFactory(_options, dispatcher, _telemetry, new FunctionAdvice(_log), travels: true, _log);
        try
        {
            WorkerPool workers = await WorkerPool.StartAsync(PoolOptions.Of(_options, _log), _log, cancellationToken).ConfigureAwait(false);
            dispatcher.Attach(workers);
            workers.Begin(dispatcher);
            if (workers.Capacity < _options.Workers) dispatcher.Resize(workers.Capacity);
            if (initializer is not null) await dispatcher.StaffAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception ex)
        {
            await dispatcher.AbortAsync().ConfigureAwait(false);
            await dispatcher.DisposeAsync().ConfigureAwait(false);
            if (ex is Faults.FaultException fault) throw new PoolBrokenException(fault.Message, fault);
            throw;
        }

        _factory = factory;
        _runner = dispatcher;
    }
}
