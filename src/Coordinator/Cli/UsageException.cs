namespace Cluster.Coordinator.Cli;

/// <summary>The command line asks for something that cannot be.</summary>
/// <param name="subject">The option, the verb or the setting.</param>
/// <param name="what">What is wrong with it.</param>
/// <param name="remedy">What to do next.</param>
internal sealed class UsageException(string subject, string what, string remedy, Exception? cause = null)
    : Exception($"{subject}: {what} ({remedy})", cause);
