using Cluster.Faults;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cluster.Coordinator.Cli.Hosting;

/// <summary>Each event as one plain line: <c>warning: worker 1 …</c>.</summary>
internal sealed class LineLogger(TextWriter output) : ILoggerProvider, ILogger
{
    // The host's own events tell the user of a command nothing.
    public ILogger CreateLogger(string categoryName) => categoryName.StartsWith("Cluster.", StringComparison.Ordinal) ? this : NullLogger.Instance;

    public bool IsEnabled(LogLevel logLevel) => true;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        output.WriteLine($"{Word(logLevel)}: {PrintableText.OneLine(formatter(state, exception))}");

    public void Dispose()
    {
    }

    private static string Word(LogLevel level) => level switch
    {
        LogLevel.Critical or LogLevel.Error => "error",
        LogLevel.Warning => "warning",
        LogLevel.Information => "info",
        _ => "debug",
    };
}
