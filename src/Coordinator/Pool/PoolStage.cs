using System.Buffers;
using Cluster.Coordinator.Reduction;
using Cluster.Coordinator.Scheduling;
using Cluster.Faults;
using Cluster.Processes;
using Cluster.Protocol.Messages;

namespace Cluster.Coordinator.Pool;

/// <summary>A stage of a job on a pool: what workers are told of it, where its chunks are, and the end that somebody waits for.</summary>
/// <remarks>Under the job's gate, except <see cref="Reduce"/> and <see cref="WaitAsync"/>.</remarks>
/// <param name="message">Broadcast before its batches.</param>
/// <param name="ledger">Of its chunks.</param>
/// <param name="reduction">Gets each partial once.</param>
internal sealed class PoolStage(BeginStage message, StageLedger ledger, OrderedReduction reduction)
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal StageLedger Ledger => ledger;

    /// <summary>What a worker is told: of the time before it was there it knows nothing.</summary>
    internal BeginStage MessageFor(WorkerLink link) => message with { StartedAt = Math.Max(message.StartedAt, link.LaunchedAt) };

    /// <summary>Combines a partial, which takes as long as it takes; returns what that failed with, or null.</summary>
    internal FaultInfo? Reduce(int chunk, in ReadOnlySequence<byte> partial)
    {
        try
        {
            reduction.Commit(chunk, partial.IsSingleSegment ? partial.FirstSpan : partial.ToArray());
            return null;
        }
        catch (Exception ex) when (ex is not FaultException)
        {
            return new FaultInfo(
                FaultCode.JobFailed, $"the reduction failed at chunk {chunk}: {ex.GetType().Name}: {ex.Message}", chunk, ex.GetType().FullName, ex.StackTrace);
        }
    }

    /// <summary>Notes that a partial was combined.</summary>
    internal void Commit()
    {
        if (ledger.Commit()) _done.TrySetResult();
    }

    /// <summary>Gives the stage up.</summary>
    internal void Fail(FaultInfo fault)
    {
        ledger.Close();
        _done.TrySetException(new FaultException(fault));
    }

    /// <summary>Waits for the last chunk; the token ends the wait, and nothing else.</summary>
    /// <exception cref="FaultException">The stage was given up.</exception>
    internal async Task WaitAsync(CancellationToken cancellationToken)
    {
        using (cancellationToken.Register(() => _done.TrySetCanceled(cancellationToken))) await _done.Task.ConfigureAwait(false);
    }
}
