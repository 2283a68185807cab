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

    /// <summary>One repetition, as a run does it.</summary>
    internal async Task RunAsync(IExecutor executor)
    {
        using var reduction = new OrderedReduction(Job.Job.StartReduction(Job.Plan), Job.Plan);
        long begin = Stopwatch.GetTimestamp();
        int stage = 0;
        for (byte[]? state = []; state is not null; stage++)
        {
            await executor.RunStageAsync(stage, begin, state, reduction, CancellationToken.None);
            state = reduction.CompleteStage(executor.Counters is { } counters ? counters.Read() : []);
        }
    }

    public void Dispose() => Store.Dispose();
}
