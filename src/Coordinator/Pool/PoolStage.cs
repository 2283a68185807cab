using System.Buffers;
using System.Diagnostics;
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
internal sealed class PoolStage(BeginStage message, StageLedger ledger, IPartials reduction)
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly long _begunAt = Stopwatch.GetTimestamp();
    private readonly List<AbandonedChunk> _setAside = [];
    private int _committed;

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
            string message = $"the reduction failed at chunk {chunk}: {ex.GetType().Name}: {CappedText.Of(ex.Message)}";
            return new FaultInfo(FaultCode.JobFailed, message, chunk, ex.GetType().FullName, ex.StackTrace);
        }
    }

    /// <summary>What a chunk of the stage has taken so far, on average.</summary>
    internal TimeSpan Average(int workers) => Stopwatch.GetElapsedTime(_begunAt) * workers / Math.Max(1, _committed);

    /// <summary>Whether nobody waits for it any more.</summary>
    internal bool IsOver => _done.Task.IsCompleted;

    /// <summary>Notes that as many partials were combined.</summary>
    internal void Commit(int chunks)
    {
        for (int i = 0; i < chunks; i++) Commit();
    }

    /// <summary>Notes that a partial was combined, or that a chunk is set aside.</summary>
    internal void Commit()
    {
        _committed++;
        if (!ledger.Commit()) return;
        if (_setAside.Count == 0) _done.TrySetResult();
        else _done.TrySetException(new FaultException(Describe()));
    }

    /// <summary>A chunk is not computed any more; the stage ends with an error when the others are done.</summary>
    internal void SetAside(AbandonedChunk chunk) => _setAside.Add(chunk);

    /// <summary>Gives the stage up.</summary>
    internal void Fail(FaultInfo fault)
    {
        ledger.Close();
        _done.TrySetException(new FaultException(fault));
    }

    private FaultInfo Describe()
    {
        AbandonedChunk first = _setAside[0];
        string others = _setAside.Count == 1
            ? $"the other {_committed - 1:N0} are done"
            : $"so were {_setAside.Count - 1:N0} more ({string.Join(", ", _setAside.Skip(1).Take(10).Select(static one => one.Chunk))}{(_setAside.Count > 11 ? " …" : "")}); "
                + $"{_committed - _setAside.Count:N0} are done";
        return new FaultInfo(
            FaultCode.ChunkAbandoned,
            $"chunk {first.Chunk} was given up after {first.Lost.Count} workers were lost while they computed it (pids {string.Join(", ", first.Lost)}), {others}; "
            + $"the last: {first.Last.Message} (run with --mode sequential to see the job's own error)",
            first.Chunk);
    }

    /// <summary>Waits for the last chunk; the token ends the wait, and nothing else.</summary>
    /// <exception cref="FaultException">The stage was given up.</exception>
    internal async Task WaitAsync(CancellationToken cancellationToken)
    {
        using (cancellationToken.Register(() => _done.TrySetCanceled(cancellationToken))) await _done.Task.ConfigureAwait(false);
    }
}
