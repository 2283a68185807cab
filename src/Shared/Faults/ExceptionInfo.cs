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

    // Of all levels: aggregates of aggregates would be 64 to the power of 16.
    private const int MaxAll = 128;

    /// <summary>Whether the exception was one of type <typeparamref name="TException"/>, by name, not of a type derived from it.</summary>
    /// <typeparam name="TException">The type.</typeparam>
    public bool Is<TException>()
        where TException : Exception => TypeName == typeof(TException).FullName;

    internal static ExceptionInfo Of(Exception exception)
    {
        int all = MaxAll;
        return Of(exception, 0, ref all);
    }

    private static ExceptionInfo Of(Exception exception, int depth, ref int left)
    {
        left--;
        IEnumerable<Exception> inner = exception switch
        {
            AggregateException aggregate => aggregate.InnerExceptions,
            { InnerException: { } one } => [one],
            _ => [],
        };
        List<ExceptionInfo> kept = [];
        foreach (Exception each in inner.Take(depth < MaxDepth ? MaxInner : 0))
            if (left > 0) kept.Add(Of(each, depth + 1, ref left));
        return new ExceptionInfo(
            exception.GetType().FullName ?? exception.GetType().Name, TextOf(exception, "message", static ex => ex.Message) ?? "",
            TextOf(exception, "stack trace", static ex => ex.StackTrace), kept);
    }

    // User code: a message that throws must not take the worker with it.
    private static string? TextOf(Exception exception, string what, Func<Exception, string?> read)
    {
        try
        {
            return read(exception);
        }
        catch (Exception ex)
        {
            return $"(its {what} cannot be read: {ex.GetType().Name})";
        }
    }
}
