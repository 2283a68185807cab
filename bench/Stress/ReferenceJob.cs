using System.Diagnostics;
using Cluster.Coordinator.Execution;
using Cluster.Coordinator.Reduction;

namespace Cluster.Stress;

/// <summary>A job with its data in place, and the digest that every run of it must have.</summary>
/// <remarks>One run at a time: they share the output.</remarks>
internal sealed class ReferenceJob : IDisposable
{
    private readonly PreparedJob _job;
    private readonly JobArrays _arrays;
    private string _digest = "";

    private ReferenceJob(RunRequest request)
    {
        _job = PreparedJob.Prepare(request);
        _arrays = JobArrays.Create(_job, shareable: true, null, CancellationToken.None);
    }

    internal string Name => _job.Definition.Name;

    /// <summary>Makes the data, and runs the job on one thread of this process.</summary>
    internal static async Task<ReferenceJob> CreateAsync(RunRequest request)
    {
        var made = new ReferenceJob(request);
        await using var sequential = new SequentialExecutor(made._job, made._arrays);
        made._digest = await made.DigestAsync(sequential, CancellationToken.None);
        return made;
    }

    /// <summary>Opens the job on workers that run.</summary>
    internal ProcessExecutor Open(Processes.WorkerPool pool, bool inline) => ProcessExecutor.Open(_job, _arrays, inline, pool);

    /// <summary>Runs it once; the result is right or named.</summary>
    internal async Task CheckAsync(IExecutor executor, CampaignRun run)
    {
        string digest = await DigestAsync(executor, run.Stopping);
        run.Check(digest == _digest, () => $"{Name}: {digest} instead of {_digest}");
    }

    public void Dispose()
    {
        _arrays.Dispose();
        _job.Dispose();
    }

    private async Task<string> DigestAsync(IExecutor executor, CancellationToken cancellationToken)
    {
        // What the last run wrote must not pass for what this one left out.
        _arrays.Output?.Poison();
        using var reduction = new OrderedReduction(_job.Job.StartReduction(_job.Plan), _job.Plan);
        long begin = Stopwatch.GetTimestamp();
        byte[]? state = [];
        for (int stage = 0; state is not null; stage++)
        {
            await executor.RunStageAsync(stage, begin, state, reduction, cancellationToken);
            state = reduction.CompleteStage();
        }

        return Digest.Of(reduction.Result, _arrays.Output);
    }
}
