namespace Cluster.Faults;

/// <summary>An exception as data: what can be said of it in a process that may not know its type.</summary>
/// <param name="TypeName">Full name of its type.</param>
/// <param name="Message">Its message.</param>
/// <param name="Stack">Its stack trace, in the process that threw it; null if it has none.</param>
/// <param name="Inner">The exceptions within it.</param>
public sealed record ExceptionInfo(string TypeName, string Message, string? Stack, IReadOnlyList<ExceptionInfo> Inner)
{
    // A chain that refers to itself, or an aggregate of thousands, ends here.
    internal const int MaxDepth = 16;
    internal const int MaxInner = 64;

    /// <summary>Whether the exception was one of type <typeparamref name="TException"/>, by name, not of a type derived from it.</summary>
    /// <typeparam name="TException">The type.</typeparam>
    public bool Is<TException>()
        where TException : Exception => TypeName == typeof(TException).FullName;

    internal static ExceptionInfo Of(Exception exception, int depth = 0)
    {
        IReadOnlyList<Exception> inner = exception switch
        {
            AggregateException aggregate => aggregate.InnerExceptions,
            { InnerException: { } one } => [one],
            _ => [],
        };
        return new ExceptionInfo(
            exception.GetType().FullName ?? exception.GetType().Name, MessageOf(exception), exception.StackTrace,
            depth == MaxDepth ? [] : [.. inner.Take(MaxInner).Select(each => Of(each, depth + 1))]);
    }

    // User code: a message that throws must not take the worker with it.
    private static string MessageOf(Exception exception)
    {
        try
        {
            return exception.Message;
        }
        catch (Exception ex)
        {
            return $"(its message cannot be read: {ex.GetType().Name})";
        }
    }
}
