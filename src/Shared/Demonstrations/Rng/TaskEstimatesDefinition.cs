using Cluster.Jobs;
using Cluster.Numerics;

namespace Cluster.Demonstrations.Rng;

/// <summary>π from several tasks, each a chunk with an estimate of its own.</summary>
/// <param name="inherited">What the workers inherit; null where only the parameters are known, in a worker.</param>
internal sealed class TaskEstimatesDefinition(CopiedState? inherited = null) : DemonstrationDefinition(JobName)
{
    public const string JobName = "demo-rng";

    /// <summary>Every worker begins with a copy of one state.</summary>
    public const string Inherited = "inherited";

    /// <summary>Numbers depend on seed and task alone.</summary>
    public const string Keyed = "keyed";

    public override IReadOnlyList<JobOption> Options { get; } =
    [
        new("tasks", "each of them a chunk", 10L, Minimum: 1, Maximum: int.MaxValue),
        new("samples-per-task", "random points of one task", 10_000_000L, Minimum: 1, Maximum: 1L << 32),
        new("streams", "where a task's numbers come from", Keyed, Choices: [Inherited, Keyed]),
    ];

    public override IReadOnlyList<JobInput> DescribeInputs(JobParameters parameters, IReadOnlyDictionary<string, ArrayLayout> files)
    {
        if (parameters.Word("streams") == Keyed) return [];
        ArrayLayout layout = ArrayLayout.Vector(ElementType.Float64, AdditiveGenerator.CopyLength);
        return [new JobInput("generator state", layout, InputUse.Broadcast, inherited)];
    }

    public override IJob Create(JobParameters parameters, IReadOnlyList<ArrayLayout> inputs)
    {
        (long tasks, long samples) = (parameters.Integer("tasks"), parameters.Integer("samples-per-task"));
        bool keyed = parameters.Word("streams") == Keyed;
        return keyed ? new KeyedStreamsJob(parameters.Seed, tasks, samples) : new InheritedStreamJob(tasks, samples);
    }
}
