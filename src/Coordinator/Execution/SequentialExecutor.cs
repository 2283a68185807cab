using System.Diagnostics;
using Cluster.Coordinator.Reduction;
using Cluster.DataPlane;
using Cluster.DataPlane.Mapped;
using Cluster.Diagnostics;
using Cluster.Jobs;
using Cluster.Numerics;

namespace Cluster.Coordinator.Execution;

/// <summary>One chunk after the other on the calling thread: what any other mode must beat.</summary>
internal sealed class SequentialExecutor(PreparedJob job, JobArrays store) : IExecutor
{
    private readonly MappedInputs _inputs = new([.. store.Inputs.Select(input => input.Here)], job.Plan, []);
    private readonly IChunkOutput _output = store.Output is { } output ? output.Here(job.Plan) : NoOutput.Instance;
    private readonly StoredCounters? _counters = StoredCounters.Create(job.Job, shareable: false);
    private readonly ArrayView[] _views = new ArrayView[store.Inputs.Count];
    private readonly PhaseClock _clock = new() { Recorder = job.Request.Trace ? new SliceRecorder() : null };
    private byte[] _partial = [];
    private long _startedAt;
    private int _chunksDone;

    public TimeSpan SpawnTime => TimeSpan.Zero;

    public MappedCounters? Counters => _counters?.Here;

    public Task RunStageAsync(int stage, long startedAt, ReadOnlyMemory<byte> state, IPartials reduction, CancellationToken cancellationToken)
    {
        if (stage == 0)
        {
            _clock.Restart(_startedAt = startedAt);
            _chunksDone = 0;
            Counters?.Clear();
        }

        for (int index = 0; index < job.Plan.Count; index++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (reduction.Has(index)) continue;
            Chunk chunk = job.Plan[index];
            _clock.Chunk = index;
            _inputs.Resolve(chunk, _views, _clock);
            OutputView output = _output.Begin(chunk, _clock);
            Span<byte> partial = PartialBuffer.Cleared(ref _partial, job.Job.PartialSize(chunk));
            SharedCounters counters = Counters is { } own ? own.Begin(0) : default;
            _clock.Enter(Phase.Compute);
            try
            {
                job.Job.Map(new MapContext(chunk, _views, state.Span, output, counters), partial);
                partial = partial[..job.Job.PartialLength(partial)];
            }
            catch (Exception ex)
            {
                throw JobFault.Of(ex, index);
            }

            _clock.Enter(Phase.Reduce);
            reduction.Commit(index, partial);
            _chunksDone++;
        }

        _clock.Enter(Phase.Idle);
        return Task.CompletedTask;
    }

    public Task<RepetitionAccount> AccountAsync(CancellationToken cancellationToken)
    {
        long now = Stopwatch.GetTimestamp();
        var worker = new WorkerAccount(0, Environment.ProcessId, _chunksDone, _clock.Read(now), now - _startedAt)
        {
            SlicesDropped = _clock.Recorder?.Dropped ?? 0, Slices = _clock.Recorder?.Take() ?? [],
        };
        return Task.FromResult(new RepetitionAccount([worker], ByteCounts.None, _chunksDone, 0));
    }

    public IReadOnlyList<ProcessMemory> WorkerMemory() => [];

    public ValueTask DisposeAsync()
    {
        _inputs.Dispose();
        _output.Dispose();
        _counters?.Dispose();
        return ValueTask.CompletedTask;
    }
}
