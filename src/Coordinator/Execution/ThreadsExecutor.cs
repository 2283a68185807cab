using System.Diagnostics;
using Cluster.Coordinator.Reduction;
using Cluster.Coordinator.Scheduling;
using Cluster.DataPlane;
using Cluster.DataPlane.Mapped;
using Cluster.Diagnostics;
using Cluster.Faults;
using Cluster.Jobs;
using Cluster.Numerics;

namespace Cluster.Coordinator.Execution;

/// <summary>Threads of this process over its own memory.</summary>
/// <remarks>
/// The caller is one of them; the others are kept from stage to stage. This is what the process modes are compared with, so it is meant to be as
/// fast as a loop written by hand: <c>scripts/bench.sh threads</c> holds it to that. With <see cref="WorkerLifetime.Task"/> each batch has a thread
/// of its own, and the caller only waits.
/// </remarks>
internal sealed class ThreadsExecutor : IExecutor
{
    private readonly PreparedJob _job;
    private readonly MappedInputs _inputs;
    private readonly IChunkOutput _output;
    private readonly StoredCounters? _counters;
    private readonly Crew[] _crews;
    private readonly Lock _gate = new();
    private readonly long _readyAt;
    private IBatchSource? _batches;
    private int _batchCount;
    private FaultException? _failure;
    private long _startedAt;

    internal ThreadsExecutor(PreparedJob job, JobArrays store)
    {
        _job = job;
        _inputs = new MappedInputs([.. store.Inputs.Select(input => input.Here)], job.Plan, []);
        _output = store.Output is { } output ? output.Here(job.Plan) : NoOutput.Instance;
        _counters = StoredCounters.Create(job.Job, shareable: false);
        _crews = new Crew[job.Request.Workers];
        for (int i = 0; i < _crews.Length; i++) _crews[i] = new Crew(this, i, store.Inputs.Count);
        _readyAt = Stopwatch.GetTimestamp();
    }

    public TimeSpan SpawnTime => TimeSpan.Zero;

    public MappedCounters? Counters => _counters?.Here;

    public Task RunStageAsync(int stage, long startedAt, ReadOnlyMemory<byte> state, IPartials reduction, CancellationToken cancellationToken)
    {
        if (stage == 0)
        {
            (_startedAt, _batchCount) = (startedAt, 0);
            Counters?.Clear();
        }

        _batches = reduction.MissingChunks() is { } rest
            ? BatchSource.CreateForRest(_job.Request.Schedule, rest, _crews.Length, _job.Request.Batch)
            : BatchSource.Create(_job.Request.Schedule, _job.Plan.Count, _crews.Length, _job.Request.Batch);
        var work = new StageWork(stage, startedAt, state, reduction, new CountdownEvent(_crews.Length), cancellationToken);
        if (IsThreadPerBatch)
        {
            foreach (Crew crew in _crews) crew.BeginBatches(work);
        }
        else
        {
            for (int i = 1; i < _crews.Length; i++) _crews[i].Begin(work);
            _crews[0].Work(work);
        }

        work.Left.Wait(CancellationToken.None);
        if (_failure is not null) throw _failure;
        cancellationToken.ThrowIfCancellationRequested();
        return Task.CompletedTask;
    }

    public Task<RepetitionAccount> AccountAsync(CancellationToken cancellationToken)
    {
        long now = Stopwatch.GetTimestamp();
        var workers = _crews.Select((crew, id) =>
            new WorkerAccount(id, Environment.ProcessId, crew.ChunksDone, crew.Clock.Read(now), now - _startedAt)
            {
                Starts = crew.Starts, SlicesDropped = crew.Clock.Recorder?.Dropped ?? 0, Slices = crew.Clock.Recorder?.Take() ?? [],
            }).ToList();
        return Task.FromResult(new RepetitionAccount(workers, ByteCounts.None, _batchCount, 0));
    }

    public IReadOnlyList<ProcessMemory> WorkerMemory() => [];

    public ValueTask DisposeAsync()
    {
        foreach (Crew crew in _crews) crew.Dispose();
        _inputs.Dispose();
        _output.Dispose();
        _counters?.Dispose();
        return ValueTask.CompletedTask;
    }

    private bool IsThreadPerBatch => _job.Request.Lifetime == WorkerLifetime.Task;

    private bool TryTake(int worker, out ChunkRange batch)
    {
        lock (_gate)
        {
            batch = default;
            if (_failure is not null || !_batches!.TryTake(worker, out batch)) return false;
            _batchCount++;
            return true;
        }
    }

    private void Fail(FaultException fault)
    {
        lock (_gate) _failure ??= fault;
    }

    private sealed record StageWork(
        int Stage, long StartedAt, ReadOnlyMemory<byte> State, IPartials Reduction, CountdownEvent Left, CancellationToken Cancelled);

    /// <summary>One thread, or one after the other, and what is its own: clock, views, partial.</summary>
    private sealed class Crew : IDisposable
    {
        private readonly ThreadsExecutor _owner;
        private readonly int _id;
        private readonly ArrayView[] _views;
        private readonly SemaphoreSlim _begin = new(0);
        private Thread? _thread;
        private StageWork? _next;
        private byte[] _partial = [];

        internal Crew(ThreadsExecutor owner, int id, int inputs)
        {
            (_owner, _id, _views) = (owner, id, new ArrayView[inputs]);
            Clock.Recorder = owner._job.Request.Trace ? new SliceRecorder() : null;
            // The first crew works on the thread that runs the stage.
            if (id > 0 && !owner.IsThreadPerBatch) Start(Loop);
        }

        internal PhaseClock Clock { get; } = new();

        internal long ChunksDone { get; private set; }

        /// <summary>Threads started within the repetition.</summary>
        internal int Starts { get; private set; }

        internal void Begin(StageWork work)
        {
            _next = work;
            _begin.Release();
        }

        internal void Work(StageWork work)
        {
            if (work.Stage == 0) Restart(work.StartedAt);
            try
            {
                while (!work.Cancelled.IsCancellationRequested && _owner.TryTake(_id, out ChunkRange batch)) Run(batch, work);
            }
            catch (FaultException ex)
            {
                _owner.Fail(ex);
            }
            finally
            {
                End(work);
            }
        }

        internal void BeginBatches(StageWork work)
        {
            if (work.Stage == 0) Restart(work.StartedAt);
            RunNext(work);
        }

        /// <summary>Waits for the thread.</summary>
        public void Dispose()
        {
            _next = null;
            _begin.Release();
            _thread?.Join();
            _begin.Dispose();
        }

        // Of a crew that was made within the repetition, the making belongs to it.
        private void Restart(long startedAt)
        {
            (ChunksDone, Starts) = (0, 0);
            Clock.Restart(startedAt);
            if (_owner._readyAt <= startedAt || _owner.IsThreadPerBatch) return;
            Starts = _thread is null ? 0 : 1;
            Clock.Restart(startedAt, Phase.Spawn);
            Clock.Enter(Phase.Idle, _owner._readyAt);
        }

        // A thread for the next batch. It starts its successor itself and then ends: nobody else needs to wake up for that.
        private void RunNext(StageWork work)
        {
            try
            {
                if (work.Cancelled.IsCancellationRequested || !_owner.TryTake(_id, out ChunkRange batch))
                {
                    End(work);
                    return;
                }

                Clock.Enter(Phase.Spawn);
                Starts++;
                Start(() =>
                {
                    try
                    {
                        Run(batch, work);
                    }
                    catch (FaultException ex)
                    {
                        _owner.Fail(ex);
                    }

                    RunNext(work);
                });
            }
            catch (Exception ex) when (ex is OutOfMemoryException or ThreadStartException)
            {
                _owner.Fail(new FaultException(FaultCode.StartFailed, $"no thread could be started: {ex.Message}", ex));
                End(work);
            }
        }

        // The field before the start: by its end the thread may have put its successor there.
        private void Start(ThreadStart run)
        {
            _thread = new Thread(run) { IsBackground = true, Name = $"thread {_id}" };
            _thread.Start();
        }

        private void Run(ChunkRange batch, StageWork work)
        {
            // A batch may be long: an equal share of all chunks, under the static schedule.
            for (int chunk = batch.First; chunk < batch.End && !work.Cancelled.IsCancellationRequested; chunk++) Run(chunk, work);
        }

        private void Run(int index, StageWork work)
        {
            Chunk chunk = _owner._job.Plan[index];
            IJob job = _owner._job.Job;
            Clock.Chunk = index;
            try
            {
                _owner._inputs.Resolve(chunk, _views, Clock);
                OutputView output = _owner._output.Begin(chunk, Clock);
                Span<byte> partial = PartialBuffer.Cleared(ref _partial, job.PartialSize(chunk));
                Clock.Enter(Phase.Compute);
                SharedCounters counters = _owner.Counters is { } shared ? shared.Begin(_id) : default;
                job.Map(new MapContext(chunk, _views, work.State.Span, output, counters, _id), partial);
                partial = partial[..job.PartialLength(partial)];
                Clock.Enter(Phase.Reduce);
                work.Reduction.Commit(index, partial);
                ChunksDone++;
            }
            catch (Exception ex)
            {
                // The others are to find the end of the run, not a lock that nobody will release.
                _owner.Counters?.Release(_id);
                throw JobFault.Of(ex, index);
            }
        }

        private void End(StageWork work)
        {
            Clock.Enter(Phase.Idle);
            work.Left.Signal();
        }

        private void Loop()
        {
            while (true)
            {
                _begin.Wait();
                if (_next is not { } work) return;
                Work(work);
            }
        }
    }
}
