using System.Diagnostics;
using Cluster.Coordinator.Execution;
using Cluster.Coordinator.Reduction;

namespace Cluster.Bench;

/// <summary>A job with its input in place.</summary>
internal sealed class Prepared : IDisposable
{
    internal Prepared(string job, int workers, params (string Name, object Value)[] options)
    {
        Job = PreparedJob.Prepare(new RunRequest { Job = job, Workers = workers, Options = options.ToDictionary(option => option.Name, option => option.Value) });
        Store = JobArrays.Create(Job, shareable: true, null, CancellationToken.None);
    }

    internal PreparedJob Job { get; }

    internal JobArrays Store { get; }

    /// <summary>One repetition.</summary>
    internal async Task RunAsync(IExecutor executor)
    {
        using var reduction = new OrderedReduction(Job.Job.StartReduction(Job.Plan), Job.Plan);
        await executor.RunStageAsync(0, Stopwatch.GetTimestamp(), default, reduction, CancellationToken.None);
        reduction.CompleteStage();
    }

    public void Dispose() => Store.Dispose();
}
