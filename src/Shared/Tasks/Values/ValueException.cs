namespace Cluster;

/// <summary>An argument or a result cannot travel between processes.</summary>
/// <remarks>The message names the member, says why, and what to do instead. Only the call concerned fails.</remarks>
public sealed class ValueException : Exception
{
    internal ValueException(string message, Exception? inner = null, string path = "")
        : base(message, inner) => Path = path;

    /// <summary>Where in the value: <c>Order.Lines[3].Stream</c>; the name of the type where it is all of it.</summary>
    public string Path { get; }
}
