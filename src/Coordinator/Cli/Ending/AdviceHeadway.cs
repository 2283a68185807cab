namespace Cluster.Coordinator.Cli.Ending;

/// <summary>How far <c>advise</c> has come: one thing after the other.</summary>
/// <remarks>Any thread: one advances, others look.</remarks>
internal sealed class AdviceHeadway : IProgress<double>
{
    private readonly Lock _gate = new();
    private string _what = "reading the request";
    private double _fraction;

    public (string What, double Fraction) Now
    {
        get
        {
            lock (_gate) return (_what, _fraction);
        }
    }

    /// <summary>The next thing; what is returned gets the fraction done.</summary>
    internal IProgress<double> Begin(string what)
    {
        lock (_gate) (_what, _fraction) = (what, 0);
        return this;
    }

    /// <summary>In words: <c>it was measuring this machine</c>.</summary>
    internal string Describe()
    {
        lock (_gate) return $"it was {_what}";
    }

    void IProgress<double>.Report(double value)
    {
        lock (_gate) _fraction = Math.Max(_fraction, value);
    }
}
