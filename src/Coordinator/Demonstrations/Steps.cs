using Cluster.Coordinator.Reporting.Wording;

namespace Cluster.Coordinator.Demonstrations;

/// <summary>How far a demonstration has come: for the progress line, and for the last word of one that is ended early.</summary>
/// <remarks>Any thread: one advances, others look.</remarks>
internal sealed class Steps(string demonstration, int count)
{
    private readonly Lock _gate = new();
    private string _what = "starting";
    private int _begun;

    /// <summary>What is going on, and how much of all is done; from 0 to 1.</summary>
    internal (string What, double Fraction) Now
    {
        get
        {
            lock (_gate) return (_what, (double)Finished / count);
        }
    }

    internal void Begin(string what)
    {
        lock (_gate) (_what, _begun) = (what, Math.Min(_begun + 1, count));
    }

    /// <summary>In words: <c>1 of 3 steps of demo rng were finished</c>.</summary>
    internal string Describe()
    {
        lock (_gate) return $"{Finished} of {Units.Count(count, "step")} of demo {demonstration} were finished";
    }

    private int Finished => Math.Max(0, _begun - 1);
}
