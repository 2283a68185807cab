using System.Text.Json.Serialization;
using Cluster.Serialization;

namespace Cluster.Coordinator.Measurement.Advice;

/// <summary>The constants of a machine, measured once.</summary>
internal sealed record MachineCosts
{
    public required MachineIdentity Identity { get; init; }

    /// <summary>Seconds per chunk on one thread.</summary>
    public required Estimate SequentialChunk { get; init; }

    /// <summary>Seconds per chunk and thread, when as many threads as cores take chunks from one another.</summary>
    public required Estimate ThreadsChunk { get; init; }

    /// <summary>Chunks to processes that share memory, or to any if there are no arrays.</summary>
    public required HandOutCosts Shared { get; init; }

    /// <summary>Chunks to processes that get copies; their bytes come on top.</summary>
    public required HandOutCosts Pipe { get; init; }

    public required CodecCosts Raw { get; init; }

    public required CodecCosts MessagePack { get; init; }

    public required CodecCosts Json { get; init; }

    /// <summary>Seconds per byte that a worker keeps for a later stage: new memory for it.</summary>
    public required Estimate KeepingByte { get; init; }

    /// <summary>By number of workers, ascending.</summary>
    public required IReadOnlyList<WorkerCosts> ByWorkers { get; init; }

    /// <summary>Bytes that all threads together read in a second from memory that is in no cache.</summary>
    public required Curve ReadBytesPerSecond { get; init; }

    /// <summary>Bytes that the last level of the caches holds.</summary>
    public required long CacheBytes { get; init; }

    /// <summary>Part of a measured time by which the model misses its own measurements.</summary>
    public required double Misfit { get; init; }

    /// <summary>Part of all cores that other programs used meanwhile.</summary>
    public required double OthersShare { get; init; }

    /// <summary>Whether it can be computed with; what comes from a file need not be.</summary>
    [JsonIgnore]
    internal bool IsSound =>
        ByWorkers.Count > 0 && ByWorkers[0].Workers >= 1
        && ByWorkers.Zip(ByWorkers.Skip(1)).All(static pair => pair.First.Workers < pair.Second.Workers)
        && ReadBytesPerSecond.Points.Count > 0 && ReadBytesPerSecond.Points.All(static point => point.Value.Low > 0)
        && new[] { Raw, MessagePack, Json }.All(static codec => codec.Send.Points.Count > 0 && codec.Receive.Points.Count > 0)
        && CacheBytes > 0 && Misfit is >= 0 and < 1;

    /// <summary>A constant by number of workers.</summary>
    internal Curve Of(Func<WorkerCosts, Estimate> constant) => new([.. ByWorkers.Select(costs => new CurvePoint(costs.Workers, constant(costs)))]);

    internal CodecCosts Of(ChunkCodec codec) => codec switch
    {
        ChunkCodec.Raw => Raw,
        ChunkCodec.MessagePack => MessagePack,
        _ => Json,
    };
}
