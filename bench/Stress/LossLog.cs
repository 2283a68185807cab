using Microsoft.Extensions.Logging;

namespace Cluster.Stress;

/// <summary>What a pool says of its workers, for the message of a campaign that counts more losses than it has kills. Any thread.</summary>
internal sealed class LossLog : ILogger
{
    private readonly Lock _gate = new();
    private readonly List<string> _lines = [];

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel)) return;
        lock (_gate) _lines.Add(formatter(state, exception));
    }

    /// <summary>What was said of workers that did not just end, as those do that are killed.</summary>
    internal string Unusual
    {
        get
        {
            lock (_gate) return string.Join("; ", _lines.Where(static line => !line.Contains(") ended while it was in use: exit code 137", StringComparison.Ordinal)));
        }
    }
}
