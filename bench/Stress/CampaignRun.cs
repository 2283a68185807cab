using System.Diagnostics;
using Cluster.Coordinator.Execution;
using Cluster.Stress.Residues;

namespace Cluster.Stress;

/// <summary>One campaign on its way: its random choices, what it has done so far, and what was wrong.</summary>
/// <remarks>Any thread, except <see cref="Random"/>, which belongs to the campaign's own; others get <see cref="Fork"/>.</remarks>
internal sealed class CampaignRun
{
    // Nothing that a campaign waits for takes as long, also where 64 workers start on two busy cores.
    private static readonly TimeSpan StallLimit = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan ResidueInterval = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly List<string> _problems = [];
    private readonly StressOptions _options;
    private readonly Residue _residue;
    private readonly long _begunAt = Stopwatch.GetTimestamp();
    private long _residueAt = Stopwatch.GetTimestamp();
    private long _movedAt = Stopwatch.GetTimestamp();
    private long _faults;
    private long _right;
    private long _checked;
    private int _problemCount;

    /// <param name="options">What was asked for.</param>
    /// <param name="seed">Of all its random choices.</param>
    /// <param name="residue">Begun.</param>
    /// <param name="stopping">Somebody wants it to end.</param>
    internal CampaignRun(StressOptions options, int seed, Residue residue, CancellationToken stopping) =>
        (_options, Random, _residue, Stopping) = (options, new Random(seed), residue, stopping);

    internal Random Random { get; }

    /// <summary>What frames of the campaign's pools go through.</summary>
    internal PoolChannel Channel => _options.Channel;

    /// <summary>How chunks of its jobs get to workers in mode shared.</summary>
    internal HandOutChoice HandOut => _options.HandOut;

    /// <summary>The same for the program, as arguments of <c>run</c>.</summary>
    internal string[] Ways => _options.Ways.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    internal Durations Durations { get; } = new();

    internal CancellationToken Stopping { get; }

    internal string PrivatePath => _residue.PrivatePath;

    internal long Faults => Interlocked.Read(ref _faults);

    internal long Right => Interlocked.Read(ref _right);

    internal long Checked => Interlocked.Read(ref _checked);

    internal TimeSpan Elapsed => Stopwatch.GetElapsedTime(_begunAt);

    internal bool IsStalled => Stopwatch.GetElapsedTime(Interlocked.Read(ref _movedAt)) > StallLimit;

    /// <summary>What was found by the residue checks so far.</summary>
    internal int Left { get; private set; }

    /// <summary>How many things were wrong, and the first of them.</summary>
    internal (int Count, IReadOnlyList<string> First) Problems
    {
        get
        {
            lock (_gate) return (_problemCount, [.. _problems]);
        }
    }

    /// <summary>A number of this campaign's, for the size that was asked for.</summary>
    internal int Of(int ci, int full) => _options.Size switch
    {
        StressSize.Smoke => (ci + 4) / 5,
        StressSize.Ci => ci,
        StressSize.Full => full,
        _ => checked(10 * full),
    };

    /// <summary>Random numbers for another thread.</summary>
    internal Random Fork() => new(Random.Next());

    /// <summary>Something was broken on purpose.</summary>
    internal void Fault()
    {
        Interlocked.Increment(ref _faults);
        Move();
    }

    /// <summary>Counts a result, which is right or named.</summary>
    internal void Check(bool right, Func<string> problem)
    {
        Interlocked.Increment(ref _checked);
        if (right) Interlocked.Increment(ref _right);
        Expect(right, problem);
    }

    /// <summary>Names what is wrong; nothing is counted.</summary>
    internal void Expect(bool right, Func<string> problem)
    {
        Move();
        if (right) return;
        lock (_gate)
        {
            _problemCount++;
            // The first say what it is about; a thousand of them say no more.
            if (_problems.Count < 10) _problems.Add(problem());
        }
    }

    /// <summary>Names it where rings were asked for and a worker has none: what follows would say nothing of them.</summary>
    internal void ExpectChannel(Processes.WorkerPool pool) => Expect(Channel != PoolChannel.Ring || pool.UsesRings, static () => "a worker has no rings");

    /// <summary>Between two parts, when nothing is running: looks what is left, if it was not looked for a minute.</summary>
    internal async Task LookAsync()
    {
        if (Stopwatch.GetElapsedTime(_residueAt) > ResidueInterval) Note(await _residue.SettleAsync(besideKept: true));
    }

    /// <summary>What the campaign holds at this moment it keeps to its end: <see cref="LookAsync"/> does not take it for something left behind.</summary>
    internal void Keep() => _residue.Keep();

    /// <summary>Looks what is left now that nothing is running, and nothing is kept.</summary>
    internal async Task LookNowAsync() => Note(await _residue.SettleAsync());

    private void Note(IReadOnlyList<string> left)
    {
        Left += left.Count;
        Expect(left.Count == 0, () => $"left behind: {string.Join(", ", left)}");
        _residueAt = Stopwatch.GetTimestamp();
    }

    private void Move() => Interlocked.Exchange(ref _movedAt, Stopwatch.GetTimestamp());
}
