using System.Globalization;
using System.Reflection;
using System.Text;

namespace Cluster.Tasks.Values;

/// <summary>Where in a value something failed.</summary>
/// <remarks>
/// Noted by exception filters, from the innermost member to the outermost: they run before anything is unwound, so a failure at the greatest
/// depth costs one exception and not one per level; and where nothing fails they cost nothing.
/// </remarks>
internal static class FailurePath
{
    private const string Slot = "Cluster.Path";

    // A longer path is that of a cycle; its end says as much as all of it.
    private const int MostParts = 12;

    /// <summary>Always false: the filter lets the exception pass.</summary>
    internal static bool Note(Exception exception, string part)
    {
        if (exception.Data[Slot] is not List<string> parts) exception.Data[Slot] = parts = [];
        parts.Add(part);
        return false;
    }

    /// <inheritdoc cref="Note(Exception, string)"/>
    internal static bool Note(Exception exception, int index) => Note(exception, string.Create(CultureInfo.InvariantCulture, $"[{index}]"));

    internal static ValueException OnWriting(Exception exception, Type root) => Describe(
        exception, root, failure => $"cannot be sent to another process: {failure.GetType().Name}: {failure.Message}");

    internal static ValueException OnReading(Exception exception, Type root) => Describe(
        exception, root, failure => $"cannot be read: {failure.GetType().Name}: {failure.Message}");

    private static ValueException Describe(Exception exception, Type root, Func<Exception, string> other)
    {
        string path = Path(exception, root);
        Exception cause = exception is TargetInvocationException { InnerException: { } inner } ? inner : exception;
        return cause is ValueException known
            ? new ValueException($"{path}: {known.Message}", known.InnerException, path)
            : new ValueException($"{path} {other(cause)}", cause, path);
    }

    private static string Path(Exception exception, Type root)
    {
        var text = new StringBuilder(TypeNames.Of(root));
        if (exception.Data[Slot] is not List<string> parts) return text.ToString();
        for (int i = parts.Count - 1; i >= 0; i--)
        {
            if (parts.Count > MostParts && i == parts.Count - (MostParts / 2))
            {
                text.Append('…');
                i = MostParts / 2;
            }

            if (parts[i][0] != '[') text.Append('.');
            text.Append(parts[i]);
        }

        return text.ToString();
    }
}
