using System.Diagnostics;
using Cluster.Fuzzing.Mutation;

namespace Cluster.Fuzzing;

/// <summary>
/// Tries inputs on a target: those of the corpus, then mutations of them and of whatever led to an outcome that had not been seen.
/// </summary>
/// <remarks>
/// The inputs run on a thread of their own, so that one that never ends is found out; that thread is then left behind. Seed and number of
/// inputs decide everything else.
/// </remarks>
/// <param name="target">To try.</param>
/// <param name="seed">Of all that is random.</param>
/// <param name="patience">After which an input is taken not to end; null for 10 seconds.</param>
internal sealed class FuzzRun(FuzzTarget target, int seed, TimeSpan? patience = null)
{
    // Against hanging, not a measurement: microseconds are usual.
    private readonly TimeSpan _patience = patience ?? TimeSpan.FromSeconds(10);

    private const int MostKept = 4096;

    private readonly Dictionary<Outcome, long> _outcomes = [];
    private readonly Mutator _mutator = new(target, new Random(seed));
    private byte[] _current = [];
    private bool _accepted;
    private long _index;
    private long _begunAt;
    private long _worstAllocation;
    private int _worstInput;
    private long _slowest;

    /// <summary>Tries that many inputs.</summary>
    /// <param name="count">Inputs.</param>
    /// <exception cref="FuzzFailure">One of them shows a bug.</exception>
    public FuzzReport Run(long count)
    {
        long begin = Stopwatch.GetTimestamp();
        Exception? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                TryAll(count);
            }
            catch (Exception ex)
            {
                failure = ex;
            }
        }) { IsBackground = true, Name = $"fuzz {target.Name}" };
        _begunAt = begin;
        thread.Start();
        while (!thread.Join(_patience / 10))
        {
            if (Debugger.IsAttached || Stopwatch.GetElapsedTime(Volatile.Read(ref _begunAt)) < _patience) continue;
            throw new FuzzFailure(target.Name, $"no end within {_patience.TotalSeconds:0.#} s", _current, seed, _index);
        }

        if (failure is FuzzFailure) throw failure;
        failure ??= Unobserved.Take();
        if (failure is not null) throw new FuzzFailure(target.Name, failure.ToString(), _current, seed, _index, failure);
        return Report(Stopwatch.GetElapsedTime(begin));
    }

    /// <summary>Tries one input, as often as the measure of its memory needs.</summary>
    /// <exception cref="FuzzFailure">It shows a bug.</exception>
    public void Repeat(byte[] input)
    {
        try
        {
            Try(input);
        }
        catch (Exception ex) when (ex is not FuzzFailure)
        {
            throw new FuzzFailure(target.Name, ex.ToString(), input, seed, 0, ex);
        }
    }

    private void TryAll(long count)
    {
        foreach (byte[] seedInput in target.Seeds)
        {
            Try(seedInput);
            _mutator.Keep(seedInput, _accepted);
        }

        while (_index < count)
        {
            byte[] input = _mutator.Next();
            if (Try(input) && _mutator.Kept < MostKept) _mutator.Keep(input, _accepted);
        }
    }

    // True for an outcome that is new.
    private bool Try(byte[] input)
    {
        _current = input;
        _index++;
        long begin = Stopwatch.GetTimestamp();
        Volatile.Write(ref _begunAt, begin);
        (Outcome outcome, long allocated) = Measure(input);
        _slowest = Math.Max(_slowest, Stopwatch.GetTimestamp() - begin);
        long limit = target.AllocationLimit(input);
        if (allocated > limit || allocated > _worstAllocation)
        {
            // The first of a kind also pays for what its types need once per process.
            long again = Measure(input).Allocated;
            if (again > limit)
                throw new FuzzFailure(target.Name, $"{again:N0} bytes were allocated, {limit:N0} are allowed ({outcome.What})", input, seed,
                    _index);
            if (again > _worstAllocation) (_worstAllocation, _worstInput) = (again, input.Length);
        }

        _accepted = outcome.IsValue;
        bool isNew = !_outcomes.TryGetValue(outcome, out long times);
        _outcomes[outcome] = times + 1;
        return isNew;
    }

    private (Outcome Outcome, long Allocated) Measure(byte[] input)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        Outcome outcome = target.Try(input);
        return (outcome, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private FuzzReport Report(TimeSpan elapsed) => new(
        target.Name, _index, elapsed,
        _outcomes.GroupBy(one => one.Key.What).ToDictionary(group => group.Key, group => group.Sum(one => one.Value)), _outcomes.Count,
        _worstAllocation, _worstInput, Stopwatch.GetElapsedTime(0, _slowest), seed);
}
