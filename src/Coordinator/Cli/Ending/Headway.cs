using Cluster.Coordinator.Execution;

namespace Cluster.Coordinator.Cli.Ending;

/// <summary>How far a call has come: for the progress line, and for the last word of a run that is ended early.</summary>
/// <remarks>Any thread: one advances, others look.</remarks>
internal sealed class Headway(int warmup, int repeat) : IProgress<double>
{
    private readonly Lock _gate = new();
    private readonly List<string> _finished = [];
    private string? _mode;
    private double _fraction;
    private Func<string>? _kept;

    public (string What, double Fraction) Now
    {
        get
        {
            lock (_gate) return (_mode is null ? "preparing the input" : $"mode {_mode}", _fraction);
        }
    }

    internal void Begin(ExecutionMode mode)
    {
        lock (_gate) (_mode, _fraction) = (mode.Word(), 0);
    }

    internal void Finish(ExecutionMode mode)
    {
        lock (_gate) _finished.Add(mode.Word());
    }

    /// <summary>Whatever ends the run, something is kept: says what, and where.</summary>
    internal void Keep(Func<string> kept)
    {
        lock (_gate) _kept = kept;
    }

    /// <summary>In words: <c>3 of 5 repetitions of mode shared were finished</c>.</summary>
    internal string Describe()
    {
        lock (_gate)
        {
            if (_mode is null) return "the input was not ready yet";
            string modes = _finished.Count == 0 ? "" : $"{(_finished.Count == 1 ? "mode" : "modes")} {string.Join(", ", _finished)}";
            if (_finished.Contains(_mode)) return $"{modes} {(_finished.Count == 1 ? "was" : "were")} finished";
            int done = Math.Clamp((int)Math.Round(_fraction * (warmup + repeat)) - warmup, 0, repeat);
            return $"{modes}{(modes.Length > 0 ? " and " : "")}{done} of {repeat} repetitions of mode {_mode} were finished" +
                _kept?.Invoke();
        }
    }

    void IProgress<double>.Report(double value)
    {
        // Blocks of an input are finished in any order.
        lock (_gate) _fraction = Math.Max(_fraction, value);
    }
}
