using Cluster.Coordinator.Reduction;
using Cluster.DataPlane.Mapped;

namespace Cluster.Coordinator.Execution;

/// <summary>Computes the stages of a job in one mode.</summary>
/// <remarks>One caller, one stage at a time. What it needs (threads, processes, mappings) it has from its start until it is disposed.</remarks>
internal interface IExecutor : IAsyncDisposable
{
    /// <summary>Starting processes; zero where there are none.</summary>
    TimeSpan SpawnTime { get; }

    /// <summary>Workers lost so far.</summary>
    int WorkersLost => 0;

    /// <summary>Chunks given out again so far.</summary>
    int Retries => 0;

    /// <summary>Whether frames go through rings, to all workers.</summary>
    bool UsesRings => false;

    /// <summary>How chunks get to worker processes; null where there are none.</summary>
    HandOutChoice? HandOut => null;

    /// <summary>The job's counters, which nobody changes between stages; null for a job that has none.</summary>
    MappedCounters? Counters { get; }

    /// <summary>Runs one stage to its end: computes the chunks that the reduction lacks.</summary>
    /// <param name="stage">0 begins a repetition, and with it the account and the counts.</param>
    /// <param name="startedAt">Timestamp of the repetition's start.</param>
    /// <param name="state">What <c>Map</c> gets as its state.</param>
    /// <param name="reduction">Gets each partial once; may have some from before, all of them included.</param>
    /// <param name="cancellationToken">Ends the wait; afterwards only disposing is allowed.</param>
    Task RunStageAsync(int stage, long startedAt, ReadOnlyMemory<byte> state, IPartials reduction, CancellationToken cancellationToken);

    /// <summary>Where the time and the bytes of the repetition went that has just ended.</summary>
    Task<RepetitionAccount> AccountAsync(CancellationToken cancellationToken);

    /// <summary>Memory of the workers, process by process; empty where there are none.</summary>
    IReadOnlyList<ProcessMemory> WorkerMemory();
}
