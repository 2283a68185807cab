namespace Cluster.Coordinator.Ranks;

/// <summary>The ranks of a run cannot go on together: one of them is lost, or is another's.</summary>
/// <param name="message">For the user: subject, what, and what to do.</param>
/// <param name="exitCode">What the caller is told.</param>
internal sealed class RanksException(string message, int exitCode, Exception? cause = null) : Exception(message, cause)
{
    internal int ExitCode { get; } = exitCode;
}
