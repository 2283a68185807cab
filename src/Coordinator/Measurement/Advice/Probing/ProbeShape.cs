using Cluster.Coordinator.Execution;
using Cluster.Serialization;
using Cluster.Workloads.Probe;

namespace Cluster.Coordinator.Measurement.Advice.Probing;

/// <summary>A job made to order for measuring: see <see cref="ProbeDefinition"/>.</summary>
internal sealed record ProbeShape(long Chunks)
{
    public long Stages { get; init; } = 1;

    /// <summary>Random points per chunk.</summary>
    public long Points { get; init; }

    /// <summary>Bytes of input per chunk.</summary>
    public long Input { get; init; }

    /// <summary>Bytes of output per chunk.</summary>
    public long Output { get; init; }

    public ChunkCodec Codec { get; init; } = ChunkCodec.Raw;

    /// <summary>Chunks per message; null for the schedule's choice.</summary>
    public int? Batch { get; init; }

    internal PreparedJob Prepare(int workers) => PreparedJob.Prepare(new RunRequest
    {
        Job = ProbeDefinition.JobName,
        Workers = workers,
        Codec = Codec,
        Batch = Batch,
        Options = new Dictionary<string, object>
        {
            ["chunks"] = Chunks, ["stages"] = Stages, ["points"] = Points, ["input"] = Input, ["output"] = Output,
        },
    });
}
