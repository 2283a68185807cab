namespace Cluster.Coordinator.Cli.Ending;

/// <summary>One line on standard error that is written over, once something has taken a second; nothing where nobody looks.</summary>
/// <remarks>The cursor stays visible and nothing needs to be restored, so the process may end at any moment.</remarks>
internal sealed class ProgressLine : IDisposable
{
    private const int Bar = 24;
    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly Terminal _terminal;
    private readonly Func<(string What, double Fraction)> _now;
    private readonly Timer? _timer;
    private readonly Lock _gate = new();
    private bool _shown;
    private bool _ended;

    /// <param name="terminal">Where it is written.</param>
    /// <param name="now">What is going on, and how much of it is done, from 0 to 1; asked from any thread.</param>
    /// <param name="quiet">Nothing is written.</param>
    internal ProgressLine(Terminal terminal, Func<(string What, double Fraction)> now, bool quiet)
    {
        (_terminal, _now) = (terminal, now);
        if (terminal.ShowsProgress && !quiet) _timer = new Timer(_ => Show(), null, Delay, Interval);
    }

    /// <summary>Writes something that stays, in place of the line, which goes on below.</summary>
    internal void Above(Action write)
    {
        lock (_gate)
        {
            Remove();
            write();
        }
    }

    /// <summary>Removes the line.</summary>
    public void Dispose()
    {
        _timer?.Dispose();
        lock (_gate)
        {
            Remove();
            _ended = true;
        }
    }

    private void Remove()
    {
        if (_shown && !_ended) _terminal.Error.Write("\r\x1b[K");
        _shown = false;
    }

    private void Show()
    {
        lock (_gate)
        {
            if (_ended) return;
            (string what, double fraction) = _now();
            int filled = (int)(Math.Clamp(fraction, 0, 1) * Bar);
            string bar = $"{new string('━', filled)}{new string('─', Bar - filled)}";
            _terminal.Error.Write($"\r\x1b[K{bar} {Math.Round(fraction * 100),3}% {what}");
            _shown = true;
        }
    }
}
