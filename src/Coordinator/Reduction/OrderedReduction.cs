using System.Buffers;
using System.Diagnostics;
using Cluster.Diagnostics;
using Cluster.Jobs;

namespace Cluster.Coordinator.Reduction;

/// <summary>Feeds the partials of a stage to a reduction in chunk order, in whatever order they arrive.</summary>
/// <remarks>Any thread; one at a time gets in. A partial that is early is copied and waits for its turn.</remarks>
/// <param name="reduction">Gets the partials.</param>
/// <param name="plan">Says how many there are.</param>
/// <param name="recorder">Gets what took how long, for <c>--trace</c>; null if nobody asked.</param>
internal sealed class OrderedReduction(IReduction reduction, ChunkPlan plan, SliceRecorder? recorder = null) : IPartials, IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<int, Early> _early = [];
    private int _next;

    /// <summary>Ticks spent in the reduction itself, over all stages.</summary>
    internal long ReduceTicks { get; private set; }

    /// <summary>True once every chunk of the stage was added.</summary>
    internal bool IsComplete => _next == plan.Count;

    /// <summary>Told of what is committed, and not of what is restored; null if nobody keeps it.</summary>
    internal ICommitLog? Log { get; init; }

    /// <summary>How many chunks of the stage were not added yet.</summary>
    public int Missing
    {
        get
        {
            lock (_gate) return plan.Count - _next - _early.Count;
        }
    }

    /// <summary>A log has what is done as soon as it is.</summary>
    public bool TakesEarly => Log is not null;

    /// <summary>Which chunks those are, in order; null when they are all of the stage.</summary>
    public int[]? MissingChunks()
    {
        lock (_gate)
        {
            if (_next + _early.Count == 0) return null;
            return [.. Enumerable.Range(_next, plan.Count - _next).Where(chunk => !_early.ContainsKey(chunk))];
        }
    }

    /// <summary>Whether a chunk was added in this stage.</summary>
    public bool Has(int chunk)
    {
        lock (_gate) return chunk < _next || _early.ContainsKey(chunk);
    }

    /// <summary>Adds the partial of a chunk, which must not have been added in this stage.</summary>
    public void Commit(int chunk, ReadOnlySpan<byte> partial)
    {
        Restore(chunk, partial);
        Log?.Committed(chunk, partial);
    }

    /// <summary>As <see cref="Commit"/>, for a partial that the log has.</summary>
    internal void Restore(int chunk, ReadOnlySpan<byte> partial)
    {
        lock (_gate)
        {
            // A partial kept for a chunk that has passed would turn up in the next stage.
            ArgumentOutOfRangeException.ThrowIfLessThan(chunk, _next);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(chunk, plan.Count);
            if (chunk != _next)
            {
                Keep(chunk, partial);
                return;
            }

            Add(partial);
            while (_early.Remove(_next, out Early early))
            {
                Add(early.Bytes.AsSpan(0, early.Length));
                ArrayPool<byte>.Shared.Return(early.Bytes);
            }
        }
    }

    /// <summary>Ends the stage; returns the next one's state, or null when the run is complete.</summary>
    /// <param name="counters">What the job's counters hold; empty for a job that has none.</param>
    /// <exception cref="InvalidOperationException">Chunks are missing.</exception>
    internal byte[]? CompleteStage(ReadOnlySpan<long> counters = default)
    {
        lock (_gate)
        {
            if (!IsComplete) throw new InvalidOperationException($"{plan.Count - _next} chunks are missing");
            long before = Stopwatch.GetTimestamp();
            if (!counters.IsEmpty) reduction.TakeCounters(counters);
            byte[]? state = reduction.CompleteStage();
            Spent(before, -1);
            _next = 0;
            return state;
        }
    }

    /// <summary>The result, once <see cref="CompleteStage"/> has returned null.</summary>
    internal JobResult Result => reduction.Result;

    public void Dispose()
    {
        lock (_gate)
        {
            foreach (Early early in _early.Values) ArrayPool<byte>.Shared.Return(early.Bytes);
            _early.Clear();
        }
    }

    private void Add(ReadOnlySpan<byte> partial)
    {
        long before = Stopwatch.GetTimestamp();
        int chunk = _next++;
        reduction.Add(plan[chunk], partial);
        Spent(before, chunk);
    }

    private void Spent(long since, int chunk)
    {
        long now = Stopwatch.GetTimestamp();
        ReduceTicks += now - since;
        recorder?.Record(Phase.Reduce, since, now, chunk);
    }

    private void Keep(int chunk, ReadOnlySpan<byte> partial)
    {
        byte[] copy = ArrayPool<byte>.Shared.Rent(partial.Length);
        partial.CopyTo(copy);
        _early.Add(chunk, new Early(copy, partial.Length));
    }

    private readonly record struct Early(byte[] Bytes, int Length);
}
