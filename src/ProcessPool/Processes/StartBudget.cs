namespace Cluster.Processes;

/// <summary>How often a pool may lose or fail to start a worker before it has to finish something.</summary>
/// <remarks>Any thread.</remarks>
internal sealed class StartBudget
{
    /// <summary>Starts in a row that came to nothing: the first may be chance, the fifth is not.</summary>
    internal const int MaxFruitless = 5;

    private static readonly TimeSpan[] Backoff =
        [TimeSpan.Zero, TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1)];

    private int _fruitless;

    /// <summary>Before the next start.</summary>
    internal TimeSpan Delay => Backoff[Math.Clamp(Volatile.Read(ref _fruitless) - 1, 0, Backoff.Length - 1)];

    /// <summary>Notes a worker that was lost or did not start; false when that was one too many.</summary>
    internal bool TrySpend() => Interlocked.Increment(ref _fruitless) <= MaxFruitless;

    /// <summary>Notes that something was finished: whatever was lost before, starting workers makes sense.</summary>
    internal void Refill() => Volatile.Write(ref _fruitless, 0);
}
