using Cluster.Jobs;
using Cluster.Numerics;

namespace Cluster.Workloads.TinyTasks;

/// <summary>π from so many small tasks that handing them out is what takes the time.</summary>
internal sealed class TinyTasksDefinition : IJobDefinition
{
    public const string JobName = "tiny-tasks";

    public string Name => JobName;

    public string Summary => "pi from thousands of small tasks: the cost of a task against the size of a batch";

    public string Source =>
        "Multi-Core Parallelism: 10,000 tasks of 10^4 samples take 4.2 s with chunksize 1 and 1.32 s with chunksize 100, so that a task costs " +
        "0.29 ms to hand out, more than to compute.";

    public IReadOnlyList<JobOption> Options { get; } =
    [
        new("tasks", "each of them a chunk, unless a chunk size is given", 10_000L, Minimum: 1, Maximum: int.MaxValue, IsSize: true),
        new("samples-per-task", "random points of one task", 10_000L, Minimum: 1, Maximum: TinyTasksJob.MostSamplesPerTask),
    ];

    public IReadOnlyList<JobInput> DescribeInputs(JobParameters parameters, IReadOnlyDictionary<string, ArrayLayout> files) => [];

    public IJob Create(JobParameters parameters, IReadOnlyList<ArrayLayout> inputs)
    {
        (long tasks, long samples) = (parameters.Integer("tasks"), parameters.Integer("samples-per-task"));
        if (tasks is < 1 or > int.MaxValue) throw new JobParameterException("tasks", $"{tasks}: must lie between 1 and {int.MaxValue}");
        if (samples is < 1 or > TinyTasksJob.MostSamplesPerTask)
            throw new JobParameterException("samples-per-task", $"{samples}: must lie between 1 and {TinyTasksJob.MostSamplesPerTask}");
        return new TinyTasksJob(parameters.Seed, tasks, samples);
    }
}
