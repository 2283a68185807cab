using Cluster.Coordinator.Execution;
using Cluster.Faults;
using Cluster.Processes;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cluster.Coordinator.Measurement;

/// <summary>What holds for all parts of one call.</summary>
internal sealed record MeasurementSettings
{
    /// <summary>Seconds instead of minutes: smaller data and fewer repetitions. Good for a look, not for a record.</summary>
    public bool Quick { get; init; }

    /// <summary>How workers are started, and how many where a part asks for all of them.</summary>
    public PoolOptions Pool { get; init; } = new();

    public ILogger Log { get; init; } = NullLogger.Instance;

    internal int Workers => Pool.Workers;

    /// <summary>The same pool with another number of workers.</summary>
    internal PoolOptions PoolOf(int workers) => PoolOf(workers, Pool.Channel);

    /// <summary>And over another channel.</summary>
    internal PoolOptions PoolOf(int workers, PoolChannel channel) => new()
    {
        Workers = workers, SocketBuffer = Pool.SocketBuffer, StartLimit = Pool.StartLimit, StopLimit = Pool.StopLimit,
        Attempts = Pool.Attempts, Diagnostics = Pool.Diagnostics, Channel = channel, Spin = Pool.Spin,
    };

    /// <exception cref="FaultException"><see cref="FaultCode.OutOfMemory"/>, with what is needed and what there is.</exception>
    internal void RequireMemory(long bytes)
    {
        long available = MemoryBudget.Available();
        if (bytes <= available) return;
        string remedy = Quick ? "use fewer --workers" : "use --quick, or fewer --workers";
        throw new FaultException(FaultCode.OutOfMemory, $"this part needs {bytes:N0} bytes, {available:N0} are available ({remedy})");
    }

    /// <summary>The first for a thorough call, the second for a quick one.</summary>
    internal T Choose<T>(T thorough, T quick) => Quick ? quick : thorough;
}
