namespace Cluster.Coordinator.Cli.Ending;

/// <summary>How far <c>measure</c> has come: part by part.</summary>
/// <remarks>Any thread: one advances, others look.</remarks>
internal sealed class PartHeadway(IReadOnlyList<string> parts) : IProgress<double>
{
    private readonly Lock _gate = new();
    private int _finished;
    private double _fraction;

    public (string What, double Fraction) Now
    {
        get
        {
            lock (_gate)
            {
                int now = Math.Min(_finished, parts.Count - 1);
                return ($"measuring {parts[now]}{(parts.Count > 1 ? $", {now + 1} of {parts.Count}" : "")}", _fraction);
            }
        }
    }

    /// <summary>The current part is done; the next one begins.</summary>
    internal void Finish()
    {
        lock (_gate) (_finished, _fraction) = (_finished + 1, 0);
    }

    /// <summary>In words: <c>limits, latency were measured</c>.</summary>
    internal string Describe()
    {
        lock (_gate)
        {
            if (_finished == 0) return "nothing was measured yet";
            return $"{string.Join(", ", parts.Take(_finished))} {(_finished == 1 ? "was" : "were")} measured";
        }
    }

    void IProgress<double>.Report(double value)
    {
        lock (_gate) _fraction = value;
    }
}
