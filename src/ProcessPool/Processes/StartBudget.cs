namespace Cluster.Processes;

/// <summary>How often the worker of one place may fail to start, or be lost, before the place is given up.</summary>
/// <remarks>
/// A start that fails five times in a row will fail again. A worker that was lost may be replaced as often as it takes, as long as anything is finished
/// meanwhile in the pool: a thousand kills are no reason to end a run that goes on. The caller lets in one thread at a time.
/// </remarks>
internal sealed class StartBudget
{
    /// <summary>Failures in a row: the first may be chance, the fifth is not.</summary>
    internal const int MaxFruitless = 5;

    private static readonly TimeSpan[] Backoff =
        [TimeSpan.Zero, TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1)];

    private int _failedStarts;
    private int _losses;
    private long _progress;

    /// <summary>Before the next start.</summary>
    internal TimeSpan Delay => Backoff[Math.Clamp(Math.Max(_failedStarts, _losses) - 1, 0, Backoff.Length - 1)];

    /// <summary>Notes a worker that did not start; false when that was one too many.</summary>
    internal bool TrySpendStart() => ++_failedStarts <= MaxFruitless;

    /// <summary>Notes that one is ready.</summary>
    internal void Started() => _failedStarts = 0;

    /// <summary>Notes a worker that was lost while it was in use; false when that was one too many.</summary>
    /// <param name="progress">Counts whatever the pool has finished so far.</param>
    internal bool TrySpendLoss(long progress)
    {
        if (progress != _progress) (_progress, _losses) = (progress, 0);
        return ++_losses <= MaxFruitless;
    }
}
