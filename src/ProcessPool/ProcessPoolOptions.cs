using System.ComponentModel.DataAnnotations;
using Cluster.Calls;
using Cluster.Processes;
using Microsoft.Extensions.Logging;

namespace Cluster;

/// <summary>How a pool starts its workers, keeps them, and runs tasks in them.</summary>
public sealed class ProcessPoolOptions
{
    /// <summary>What the pool is called where there are several: in logs, metrics and traces. Default null.</summary>
    /// <remarks>A pool of a service collection has the name that it was added with.</remarks>
    public string? Name { get; set; }

    /// <summary>Worker processes; default: logical cores. 0 is the same as <see cref="PoolMode.Sequential"/>.</summary>
    [Range(0, PoolOptions.MaxWorkers)]
    public int Workers { get; set; } = System.Environment.ProcessorCount;

    /// <summary>Where tasks run. Default <see cref="PoolMode.Processes"/>.</summary>
    [EnumDataType(typeof(PoolMode))]
    public PoolMode Mode { get; set; }

    /// <summary>How calls and results travel. Default <see cref="PoolChannel.Auto"/>.</summary>
    [EnumDataType(typeof(PoolChannel))]
    public PoolChannel Channel { get; set; }

    /// <summary>
    /// How long a side of a ring that waits for an answer looks for it before it sleeps; 0 for not at all. Default 30 µs, about what it
    /// takes to be woken. It looks only while the last looks have paid, and there is a core for it.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:00.01")]
    public TimeSpan Spin { get; set; } = TimeSpan.FromMicroseconds(30);

    /// <summary>How long a task may run, from its start in a worker; past it the task is ended with its worker. Default null: for ever.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "365.00:00:00")]
    public TimeSpan? Timeout { get; set; }

    /// <summary>How often a task may be begun, if workers are lost over it. Default 1.</summary>
    /// <remarks>
    /// More than 1 only for functions that may run twice: what the first attempt had done stays done. A short task that had just ended, and whose result was still
    /// on its way when a later one took the worker down, is begun again all the same.
    /// </remarks>
    [Range(1, 100)]
    public int Attempts { get; set; } = 1;

    /// <summary>
    /// Private memory of a worker, in bytes: managed objects, which get all but 16 MiB of it, fail beyond that with an <see cref="OutOfMemoryException"/> of the
    /// task, and a worker that gets there by other means is ended. Default null: no limit but the machine's.
    /// </summary>
    /// <remarks>Shared memory does not count.</remarks>
    [Range(64L << 20, long.MaxValue)]
    public long? MemoryLimit { get; set; }

    /// <summary>How long a cancelled task may go on before it is ended together with its worker. Default half a second.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan CancelGrace { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// Blittable arrays of that many bytes and more travel to workers through shared memory instead of the connection; null for never. The worker
    /// gets an array of its own either way. Default 1 MiB.
    /// </summary>
    /// <remarks>What several processes are to see and to write is a <see cref="SharedArray{T}"/>.</remarks>
    [Range(0, int.MaxValue)]
    public int? InlineLimit { get; set; } = 1 << 20;

    /// <summary>Tasks after which a worker is replaced by a fresh one; null, the default, for never.</summary>
    [Range(1, long.MaxValue)]
    public long? RecycleAfterTasks { get; set; }

    /// <summary>Private memory, in bytes, above which a worker is replaced once it has nothing to do; null, the default, for never.</summary>
    [Range(1, long.MaxValue)]
    public long? RecycleAboveMemory { get; set; }

    /// <summary>How long a worker may have nothing to do before it is ended; the next task starts it again. Null, the default, for ever.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "365.00:00:00")]
    public TimeSpan? IdleTimeout { get; set; }

    /// <summary>From the start of a worker's process until it takes tasks; a second per worker is added. Default 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "01:00:00")]
    public TimeSpan StartLimit { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a worker that was told to end may take before it is killed. Default 2 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan StopLimit { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>What becomes of unfinished tasks when the pool is disposed. Default: they are waited for.</summary>
    [EnumDataType(typeof(DisposePolicy))]
    public DisposePolicy DisposePolicy { get; set; }

    /// <summary>How many pools of processes may be started within each other's tasks: 0 for none in a task, 1, the default, for none in a task of such a pool.</summary>
    /// <remarks>A pool in every worker multiplies the processes: give it few workers. What counts are the options of the pool that is to be started.</remarks>
    [Range(0, 10)]
    public int MaxNesting { get; set; } = 1;

    /// <summary>What workers have of this process's environment. Default <see cref="EnvironmentMode.Inherit"/>.</summary>
    [EnumDataType(typeof(EnvironmentMode))]
    public EnvironmentMode EnvironmentMode { get; set; }

    /// <summary>Variables that workers have beside what <see cref="EnvironmentMode"/> leaves, or instead of it; a null value takes a variable away.</summary>
    /// <remarks>
    /// Without further ado workers have <c>OMP_NUM_THREADS</c> and its like set to 1 where this process has them not: as many workers as cores, each
    /// with as many threads, would take turns.
    /// </remarks>
    public IDictionary<string, string?> Environment { get; } = new Dictionary<string, string?>();

    /// <summary>
    /// Hears of every line that a worker writes, on a thread of the thread pool. Default null: lines are logged, if there is a <see cref="LoggerFactory"/>, and
    /// the last of them are kept for error messages.
    /// </summary>
    /// <remarks>While it blocks, a worker that writes much waits for it; nobody else does. What it throws is logged.</remarks>
    public Action<WorkerOutput>? OutputReceived { get; set; }

    /// <summary>Where the pool logs: starts, losses, replacements, what workers write. Default null: nowhere.</summary>
    /// <remarks>The category is <c>Cluster.ProcessPool</c>, and behind a full stop the <see cref="Name"/>, if there is one. Events have numbers: <c>docs/library.md</c> lists them.</remarks>
    public ILoggerFactory? LoggerFactory { get; set; }

    internal IInitializer? Initializer { get; private set; }

    /// <summary>What is started as a worker; null for one with the dependencies of this program.</summary>
    internal WorkerProgram? Program { get; set; }

    /// <summary>Has every worker run a function before its first task.</summary>
    /// <param name="initializer">A static method or a lambda without captures. If it throws, the pool cannot start.</param>
    /// <returns>These options.</returns>
    public ProcessPoolOptions UseInitializer(Action initializer)
    {
        Initializer = new Initializer<NoArguments>(
            new TaskFunction<NoArguments, Unit>(initializer, static (Delegate f, in NoArguments _, WorkerContext _) =>
            {
                ((Action)f)();
                return default;
            }),
            default);
        return this;
    }

    /// <summary>Has every worker run a function before its first task.</summary>
    /// <typeparam name="T">Type of its argument.</typeparam>
    /// <param name="initializer">A static method or a lambda without captures. If it throws, the pool cannot start.</param>
    /// <param name="argument">Given to it.</param>
    /// <returns>These options.</returns>
    public ProcessPoolOptions UseInitializer<T>(Action<T> initializer, T argument)
    {
        Initializer = new Initializer<Arguments<T>>(
            new TaskFunction<Arguments<T>, Unit>(initializer, static (Delegate f, in Arguments<T> a, WorkerContext _) =>
            {
                ((Action<T>)f)(a.Item1);
                return default;
            }),
            new Arguments<T>(argument));
        return this;
    }
}
