using Microsoft.Extensions.Logging;

namespace Cluster.Processes;

/// <summary>A user's log that cannot take the pool with it: what its providers throw goes nowhere, as there is nobody left to tell.</summary>
/// <remarks>The pool logs on the threads that read what workers send; an exception there would end the program.</remarks>
/// <param name="log">The user's.</param>
internal sealed class ContainedLog(ILogger log) : ILogger
{
    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        try
        {
            log.Log(logLevel, eventId, state, exception, formatter);
        }
        catch (Exception)
        {
            // Whoever writes logs has lost a line.
        }
    }

    public bool IsEnabled(LogLevel logLevel)
    {
        try
        {
            return log.IsEnabled(logLevel);
        }
        catch (Exception)
        {
            return false;
        }
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => log.BeginScope(state);
}
