using System.Buffers;
using System.Diagnostics;
using Cluster.Jobs;

namespace Cluster.Coordinator.Reduction;

/// <summary>Feeds the partials of a stage to a reduction in chunk order, in whatever order they arrive.</summary>
/// <remarks>Any thread; one at a time gets in. A partial that is early is copied and waits for its turn.</remarks>
internal sealed class OrderedReduction(IReduction reduction, ChunkPlan plan) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<int, Early> _early = [];
    private int _next;

    /// <summary>Ticks spent in the reduction itself, over all stages.</summary>
    internal long ReduceTicks { get; private set; }

    /// <summary>True once every chunk of the stage was added.</summary>
    internal bool IsComplete => _next == plan.Count;

    /// <summary>Adds the partial of a chunk, which must not have been added in this stage.</summary>
    internal void Commit(int chunk, ReadOnlySpan<byte> partial)
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
            ReduceTicks += Stopwatch.GetTimestamp() - before;
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
        reduction.Add(plan[_next++], partial);
        ReduceTicks += Stopwatch.GetTimestamp() - before;
    }

    private void Keep(int chunk, ReadOnlySpan<byte> partial)
    {
        byte[] copy = ArrayPool<byte>.Shared.Rent(partial.Length);
        partial.CopyTo(copy);
        _early.Add(chunk, new Early(copy, partial.Length));
    }

    private readonly record struct Early(byte[] Bytes, int Length);
}
