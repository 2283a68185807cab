using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Cluster.TestKit;

/// <summary>Keeps what was logged; disposing it fails the test when a warning or worse came that the test did not expect.</summary>
internal sealed class RecordingLogger : ILogger, IDisposable
{
    private readonly ConcurrentQueue<(LogLevel Level, EventId Id, string Text)> _entries = new();
    private readonly ConcurrentDictionary<int, bool> _expected = new();

    internal IReadOnlyList<(LogLevel Level, EventId Id, string Text)> Entries => [.. _entries];

    /// <summary>An event with this id is no failure.</summary>
    internal RecordingLogger Expect(int eventId)
    {
        _expected[eventId] = true;
        return this;
    }

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _entries.Enqueue((logLevel, eventId, formatter(state, exception)));

    public bool IsEnabled(LogLevel logLevel) => true;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public void Dispose()
    {
        string[] unexpected = [.. _entries.Where(entry => entry.Level >= LogLevel.Warning && !_expected.ContainsKey(entry.Id.Id))
            .Select(entry => $"{entry.Level} {entry.Id.Id}: {entry.Text}")];
        Assert.True(unexpected.Length == 0, $"unexpected log entries:\n{string.Join('\n', unexpected)}");
    }
}
