namespace Cluster.Coordinator.Cli.Ending;

/// <summary>One line on standard error that is written over, once something has taken a second; nothing where nobody looks.</summary>
/// <remarks>The cursor stays visible and nothing needs to be restored, so the process may end at any moment.</remarks>
internal sealed class ProgressLine : IDisposable
{
    private const int Bar = 24;
    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly Terminal _terminal;
    private readonly IHeadway _headway;
    private readonly Timer? _timer;
    private readonly Lock _gate = new();
    private bool _shown;
    private bool _ended;

    internal ProgressLine(Terminal terminal, IHeadway headway, bool quiet)
    {
        (_terminal, _headway) = (terminal, headway);
        if (terminal.ShowsProgress && !quiet) _timer = new Timer(_ => Show(), null, Delay, Interval);
    }

    /// <summary>Removes the line.</summary>
    public void Dispose()
    {
        _timer?.Dispose();
        lock (_gate)
        {
            if (_shown && !_ended) _terminal.Error.Write("\r\x1b[K");
            _ended = true;
        }
    }

    private void Show()
    {
        lock (_gate)
        {
            if (_ended) return;
            (string what, double fraction) = _headway.Now;
            int filled = (int)(Math.Clamp(fraction, 0, 1) * Bar);
            string bar = $"{new string('━', filled)}{new string('─', Bar - filled)}";
            _terminal.Error.Write($"\r\x1b[K{bar} {Math.Round(fraction * 100),3}% {what}");
            _shown = true;
        }
    }
}
