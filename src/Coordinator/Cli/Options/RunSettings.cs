using Cluster.Coordinator.Execution;
using Cluster.Processes;

namespace Cluster.Coordinator.Cli.Options;

/// <summary>What one call of <c>run</c> or <c>compare</c> is to do.</summary>
internal sealed record RunSettings
{
    public required RunRequest Request { get; init; }

    /// <summary>One for <c>run</c>.</summary>
    public required IReadOnlyList<ExecutionMode> Modes { get; init; }

    public Engine Engine { get; init; }

    /// <summary>Whether the number of workers was on the command line; otherwise the pool's configuration may have it.</summary>
    public bool WorkersGiven { get; init; }

    /// <summary>From the start of the verb; null for no limit.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Of one chunk; null where the pool's configuration has a say.</summary>
    public TimeSpan? ChunkLimit { get; init; }

    /// <summary>Whether late chunks are computed twice; null where the pool's configuration has a say.</summary>
    public bool? Speculate { get; init; }

    /// <summary>Bytes of its own above which a worker is replaced; null where the pool's configuration has a say.</summary>
    public long? RecycleAboveMemory { get; init; }

    /// <summary>What workers have of this program's variables; null where the pool's configuration has a say.</summary>
    public EnvironmentMode? Environment { get; init; }

    /// <summary>Null if the configuration has a say.</summary>
    public PoolChannel? Channel { get; init; }

    /// <summary>Null if the configuration has a say.</summary>
    public TimeSpan? Spin { get; init; }

    /// <summary>File for the trace; null for none.</summary>
    public string? TracePath { get; init; }

    /// <summary>Folder for the checkpoint; null for none.</summary>
    public string? CheckpointFolder { get; init; }

    public bool Json { get; init; }

    public bool Quiet { get; init; }

    public bool Verbose { get; init; }

    /// <summary>The pool's options, with what was given on the command line.</summary>
    internal PoolOptions Over(PoolOptions pool) => pool with
    {
        ChunkLimit = ChunkLimit ?? pool.ChunkLimit, Speculate = Speculate ?? pool.Speculate, EnvironmentMode = Environment ?? pool.EnvironmentMode,
        Channel = Channel ?? pool.Channel, Spin = Spin ?? pool.Spin,
        RecycleAboveMemory = RecycleAboveMemory ?? pool.RecycleAboveMemory,
    };

    internal bool UsesProcesses => Modes.Any(mode => mode.UsesProcesses());
}
