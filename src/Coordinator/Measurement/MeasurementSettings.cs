using Cluster.Coordinator.Pool;
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

    /// <summary>The first for a thorough call, the second for a quick one.</summary>
    internal T Choose<T>(T thorough, T quick) => Quick ? quick : thorough;
}
