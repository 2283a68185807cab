using Cluster.Jobs;
using Cluster.Numerics;

namespace Cluster.Demonstrations.NoReturn;

/// <summary>Tasks that count themselves, in a global variable and in what they return.</summary>
internal sealed class CountTasksDefinition() : DemonstrationDefinition(JobName)
{
    public const string JobName = "demo-count";

    public override IReadOnlyList<JobOption> Options { get; } =
        [new("tasks", "each of them a chunk", 10L, Minimum: 1, Maximum: int.MaxValue)];

    public override IJob Create(JobParameters parameters, IReadOnlyList<ArrayLayout> inputs) =>
        new CountTasksJob(parameters.Integer("tasks"));
}
