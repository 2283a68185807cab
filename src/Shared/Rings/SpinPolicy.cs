namespace Cluster.Rings;

/// <summary>Whether a reader looks for bytes before it parks.</summary>
/// <remarks>
/// The reader's thread. Looking takes a core; where it does not pay, it is left out: once after the first time in vain, then 3 times, 7
/// times, at most 63 times. One that pays makes good for all. So somebody who waits for seconds between messages spends nothing on it, and
/// neither does one whose core others want.
/// </remarks>
/// <param name="limit">How long a look may take, in ticks; 0 for none.</param>
internal sealed class SpinPolicy(long limit)
{
    private const int MostDoublings = 6;

    private int _doublings;
    private int _skip;

    internal long Limit => limit;

    /// <summary>Asked before each wait.</summary>
    internal bool Allows()
    {
        if (limit == 0) return false;
        if (_skip == 0) return true;
        _skip--;
        return false;
    }

    /// <summary>Bytes came while it looked.</summary>
    internal void Paid() => _doublings = 0;

    /// <summary>None came in time, or somebody else wanted the core.</summary>
    internal void Failed()
    {
        _doublings = Math.Min(_doublings + 1, MostDoublings);
        _skip = (1 << _doublings) - 1;
    }
}
