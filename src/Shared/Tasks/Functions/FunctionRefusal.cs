namespace Cluster.Tasks.Functions;

/// <summary>Why a function cannot run in a worker, as its caller gets to know.</summary>
internal static class FunctionRefusal
{
    /// <param name="function">What was submitted.</param>
    /// <param name="why">The end of a sentence that begins with the function, with the cure.</param>
    /// <param name="inner">What found it out.</param>
    internal static ArgumentException Of(Delegate function, string why, Exception? inner = null)
    {
        string name = CSharpName.Of(function.Method);
        return new ArgumentException($"{char.ToUpperInvariant(name[0])}{name[1..]} cannot run in a worker: {why}.", nameof(function), inner);
    }
}
