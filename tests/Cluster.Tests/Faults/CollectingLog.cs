using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Cluster.Tests.Faults;

/// <summary>Keeps what a pool logs. Any thread.</summary>
internal sealed class CollectingLog : ILogger
{
    private readonly ConcurrentQueue<(LogLevel Level, string Text)> _lines = new();

    internal IReadOnlyList<string> Lines => [.. _lines.Select(static line => line.Text)];

    /// <summary>Of those, what somebody should hear of: lost workers, and those that could not be started.</summary>
    internal IReadOnlyList<string> Warnings => [.. _lines.Where(static line => line.Level >= LogLevel.Warning).Select(static line => line.Text)];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _lines.Enqueue((logLevel, formatter(state, exception)));
}
