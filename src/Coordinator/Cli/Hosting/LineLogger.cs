using Microsoft.Extensions.Logging;

namespace Cluster.Coordinator.Cli.Hosting;

/// <summary>Each event as one plain line: <c>warning: worker 1 …</c>.</summary>
internal sealed class LineLogger(TextWriter output) : ILoggerProvider, ILogger
{
    public ILogger CreateLogger(string categoryName) =>
        // The host's own events tell a user of a command nothing.
        categoryName.StartsWith("Cluster.", StringComparison.Ordinal) ? this : Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance;

    public bool IsEnabled(LogLevel logLevel) => true;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        output.WriteLine($"{Word(logLevel)}: {formatter(state, exception)}");

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
