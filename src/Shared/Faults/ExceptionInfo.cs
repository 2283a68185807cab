using System.Collections.ObjectModel;

namespace Cluster.Faults;

/// <summary>An exception as data: what can be said of it in a process that may not know its type.</summary>
/// <remarks>Each text has at most 16,384 characters; the end of one that was cut says by how much.</remarks>
/// <param name="TypeName">Full name of its type.</param>
/// <param name="Message">Its message.</param>
/// <param name="Stack">Its stack trace, in the process that threw it; null if it has none.</param>
/// <param name="Inner">The exceptions within it.</param>
public sealed record ExceptionInfo(string TypeName, string Message, string? Stack, IReadOnlyList<ExceptionInfo> Inner)
{
    // A chain that refers to itself, or an aggregate of thousands, ends here.
    internal const int MaxDepth = 16;
    internal const int MaxInner = 64;

    // Of all together: with 16 Ki characters in each of three texts still less than a frame holds.
    internal const int MaxAll = 64;

    private const int MaxTold = 1000;

    /// <summary>Whether the exception was one of type <typeparamref name="TException"/>, by name, not of a type derived from it.</summary>
    /// <typeparam name="TException">The type.</typeparam>
    public bool Is<TException>()
        where TException : Exception => TypeName == typeof(TException).FullName;

    internal static ExceptionInfo Of(Exception exception)
    {
        int left = MaxAll;
        return Of(exception, 0, ref left);
    }

    private static ExceptionInfo Of(Exception exception, int depth, ref int left)
    {
        left--;
        ReadOnlyCollection<Exception> all = exception switch
        {
            AggregateException aggregate => aggregate.InnerExceptions,
            { InnerException: { } one } => [one],
            _ => [],
        };
        var inner = new List<ExceptionInfo>();
        for (int i = 0; i < all.Count && left > 0 && depth < MaxDepth; i++) inner.Add(Of(all[i], depth + 1, ref left));
        return new ExceptionInfo(
            CappedText.Of(exception.GetType().FullName ?? exception.GetType().Name), CappedText.Of(MessageOf(exception)), CappedText.OfOptional(StackOf(exception)),
            inner);
    }

    // User code: a message that throws must not take the worker with it.
    private static string MessageOf(Exception exception)
    {
        try
        {
            if (exception is AggregateException && !HasFewerThan(MaxTold, exception)) return $"(more than {MaxTold:N0} exceptions)";
            // Null where an override says so.
            return exception.Message ?? "";
        }
        catch (Exception ex)
        {
            return $"(its message cannot be read: {ex.GetType().Name})";
        }
    }

    // The message of an aggregate has those of all that are in it, at every level: of aggregates of aggregates, more than there is memory for.
    private static bool HasFewerThan(int most, Exception exception)
    {
        int left = most;
        return Count(exception, ref left);

        static bool Count(Exception one, ref int left)
        {
            if (--left <= 0) return false;
            if (one is not AggregateException aggregate) return true;
            foreach (Exception each in aggregate.InnerExceptions)
                if (!Count(each, ref left)) return false;
            return true;
        }
    }

    // Virtual as well.
    private static string? StackOf(Exception exception)
    {
        try
        {
            return exception.StackTrace;
        }
        catch (Exception)
        {
            return null;
        }
    }
}
