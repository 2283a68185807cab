using Cluster.Coordinator.Scheduling;
using Cluster.Jobs;
using Cluster.Memory;
using Cluster.Serialization;

namespace Cluster.Coordinator.Execution;

/// <summary>What a user asks for: one job over one input, in one or several modes.</summary>
internal sealed record RunRequest
{
    /// <summary>Name in the catalog, or that a job from a user's assembly gives itself.</summary>
    public required string Job { get; init; }

    /// <summary>The job itself; null to look it up in the catalog.</summary>
    public IJobDefinition? Definition { get; init; }

    /// <summary>Job options that were given; the rest take their defaults.</summary>
    public IReadOnlyDictionary<string, object> Options { get; init; } = new Dictionary<string, object>();

    public ulong Seed { get; init; } = 1;

    /// <summary>Paths of the files to read, by the option that names them; what no file is given for is generated.</summary>
    public IReadOnlyDictionary<string, string> Files { get; init; } = new Dictionary<string, string>();

    /// <summary>File for the job's array result; null for none.</summary>
    public string? OutputPath { get; init; }

    /// <summary>Threads or processes; <see cref="ExecutionMode.Sequential"/> has one whatever this says.</summary>
    public int Workers { get; init; } = Environment.ProcessorCount;

    /// <summary>How long those are kept; <see cref="ExecutionMode.Sequential"/> has none to keep.</summary>
    public WorkerLifetime Lifetime { get; init; } = WorkerLifetime.Pool;

    public ChunkCodec Codec { get; init; } = ChunkCodec.Raw;

    public Schedule Schedule { get; init; } = Schedule.Auto;

    /// <summary>Chunks per message; null for the schedule's choice.</summary>
    public int? Batch { get; init; }

    /// <summary>How chunks get to workers in mode <see cref="ExecutionMode.Shared"/>.</summary>
    public HandOutChoice HandOut { get; init; }

    /// <summary>Whether an iterative job's data is sent once per repetition, or again for every stage. Mode <see cref="ExecutionMode.Pipe"/> only.</summary>
    public bool Resident { get; init; } = true;

    /// <summary>Whether every thread and process records what it does when.</summary>
    public bool Trace { get; init; }

    /// <summary>Slices per chunk; null for the job's choice.</summary>
    public long? ChunkSize { get; init; }

    /// <summary>How its arrays are to come by pages of 2 MiB, in whatever mode.</summary>
    public HugePageChoice HugePages { get; init; } = HugePageWords.OfEnvironment;

    /// <summary>Counted repetitions.</summary>
    public int Repeat { get; init; } = 1;

    /// <summary>Repetitions before those, at least.</summary>
    public int Warmup { get; init; }

    /// <summary>
    /// How long repetitions go on before they are counted, whatever their number. In its first half second a process compiles what it has
    /// found to be hot, on the cores that are being measured: repetitions of 50 ms took 80 to 100 ms then (two cores, 2026-11-20).
    /// </summary>
    public TimeSpan WarmupTime { get; init; }
}
