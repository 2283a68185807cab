using System.ComponentModel.DataAnnotations;
using Cluster.Faults;
using Cluster.Rings;
using Microsoft.Extensions.Logging;

namespace Cluster.Processes;

/// <summary>How a pool starts and keeps its workers.</summary>
internal sealed record PoolOptions
{
    /// <summary>Places that a pool may have.</summary>
    internal const int MaxWorkers = 256;

    /// <summary>Worker processes; default: logical cores.</summary>
    [Range(1, MaxWorkers)]
    public int Workers { get; set; } = System.Environment.ProcessorCount;

    /// <summary>Bytes asked of the kernel for each direction of a connection; default 4 MiB.</summary>
    [Range(4096, 1 << 30)]
    public int SocketBuffer { get; set; } = 4 << 20;

    /// <summary>
    /// From the start of a process to the end of its handshake; a second per worker is added, because many start at once. Default 10 s.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "01:00:00")]
    public TimeSpan StartLimit { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>After a goodbye, before a worker is killed. Default 2 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan StopLimit { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>What a worker may stay silent before it is killed, because it was stopped; null for any time. Default 10 s; workers beat each second.</summary>
    [Range(typeof(TimeSpan), "00:00:03", "1.00:00:00")]
    public TimeSpan? HeartbeatLimit { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>What one chunk may take before its worker is killed for it, which counts as an attempt; null for any time. Default null.</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "1000.00:00:00")]
    public TimeSpan? ChunkLimit { get; set; }

    /// <summary>Whether a worker that has nothing to do computes a chunk again that takes long with another; the first to be done counts. Default no.</summary>
    public bool Speculate { get; set; }

    /// <summary>How often a chunk may be begun before its workers' losses are the chunk's fault. Default 3.</summary>
    [Range(1, 100)]
    public int Attempts { get; set; } = 3;

    /// <summary>Batches after which a worker ends and another takes its place; null to keep it. Default null.</summary>
    [Range(1, int.MaxValue)]
    public int? RecycleAfterBatches { get; set; }

    /// <summary>Bytes of its own above which a worker ends after its next batch and another takes its place; null to keep it. Default null.</summary>
    [Range(1L << 20, 1L << 50)]
    public long? RecycleAboveMemory { get; set; }

    /// <summary>Whether a worker is started only for a batch that waits for it; otherwise all are started at once and kept up. Default no.</summary>
    public bool OnDemand { get; set; }

    /// <summary>
    /// Whether workers open their diagnostics port and may dump core. Default no: it costs start-up time, a killed process leaves its files behind, and a dump
    /// holds the data of whoever uses the pool.
    /// </summary>
    public bool Diagnostics { get; set; }

    /// <summary>What workers have of this process's environment. Default: all of it.</summary>
    [EnumDataType(typeof(EnvironmentMode))]
    public EnvironmentMode EnvironmentMode { get; set; }

    /// <summary>How frames travel. Default <see cref="PoolChannel.Auto"/>.</summary>
    [EnumDataType(typeof(PoolChannel))]
    public PoolChannel Channel { get; set; }

    /// <summary>How long a reader of a ring looks for an answer before it sleeps; 0 for not at all. Default 30 µs.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:00.01")]
    public TimeSpan Spin { get; set; } = new RingOptions().Spin;

    /// <summary>What workers are offered; null for no rings.</summary>
    /// <exception cref="FaultException">Rings were asked for, and there can be none here.</exception>
    internal RingOptions? Rings => Channel switch
    {
        PoolChannel.Pipe => null,
        PoolChannel.Ring when RingConnection.WhyNot is { } why =>
            throw new FaultException(FaultCode.StartFailed, $"there can be no rings: {why} (use pipe or auto)"),
        PoolChannel.Ring => new RingOptions { Spin = SpinOfAll },
        _ => RingsPay && SpinOfAll > TimeSpan.Zero && RingConnection.WhyNot is null ? new RingOptions { Spin = SpinOfAll } : null,
    };

    /// <summary>Whether short questions and answers go to and fro, as those of a pool of tasks do.</summary>
    internal bool RingsPay { get; init; }

    // Not where more look than there are cores: they would look in each other's way. Of a job all workers are busy at once, and this
    // process with them; of a pool of tasks only those that have something to do.
    private TimeSpan SpinOfAll => Workers + (RingsPay ? 0 : 1) > System.Environment.ProcessorCount ? TimeSpan.Zero : Spin;

    /// <summary>Between two looks at the workers: a second, and less where a limit is shorter or others wait.</summary>
    internal TimeSpan WatchInterval
    {
        get
        {
            TimeSpan most = Speculate ? TimeSpan.FromMilliseconds(50) : TimeSpan.FromSeconds(1);
            return ChunkLimit / 4 is { } quarter && quarter < most ? TimeSpan.FromMilliseconds(Math.Max(5, quarter.TotalMilliseconds)) : most;
        }
    }

    /// <summary>Places for workers that are added later, those of the beginning included; null for no more.</summary>
    internal int? Places { get; init; }

    /// <summary>Whether all workers are started at once although places are filled on demand.</summary>
    internal bool StartsAll { get; init; }

    /// <summary>Managed memory of a worker, in bytes; null for any.</summary>
    internal long? HeapLimit { get; init; }

    /// <summary>Variables that workers have over those; a null value takes one away.</summary>
    internal IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>What is started as a worker; null for the one that was installed beside this assembly.</summary>
    internal WorkerProgram? Program { get; init; }

    /// <summary>Hears of every line that a worker writes; null for nobody.</summary>
    internal Action<WorkerOutput>? Output { get; init; }

    /// <summary>For a pool of tasks.</summary>
    /// <param name="options">The user's.</param>
    /// <param name="log">Hears what workers write, if nobody else does.</param>
    /// <exception cref="Faults.FaultException">The worker's program is nowhere.</exception>
    internal static PoolOptions Of(ProcessPoolOptions options, ILogger log) => new()
    {
        Workers = options.Workers, StartLimit = options.StartLimit, StopLimit = options.StopLimit, OnDemand = true, StartsAll = true, Places = MaxWorkers,
        Channel = options.Channel, Spin = options.Spin, RingsPay = true,
        HeapLimit = options.MemoryLimit - HeapShare.Runtime, EnvironmentMode = options.EnvironmentMode,
        Environment = WorkerEnvironment.Of(options.EnvironmentMode, options.Environment), Program = options.Program ?? WorkerProgram.OfApplication(),
        Output = options.OutputReceived is { } received ? line => Tell(received, line, log) : options.LoggerFactory is null ? null : log.WorkerWrote,
    };

    // A listener's mistake is its own; it must be found all the same.
    private static void Tell(Action<WorkerOutput> received, WorkerOutput line, ILogger log)
    {
        try
        {
            received(line);
        }
        catch (Exception ex)
        {
            log.OutputListenerThrew(ex);
        }
    }

    /// <summary>The same for another number of workers.</summary>
    internal PoolOptions For(int workers)
    {
        var copy = (PoolOptions)MemberwiseClone();
        copy.Workers = workers;
        return copy;
    }
}
