namespace Cluster.Worker.Session;

/// <summary>How a worker ends. The coordinator prints the meaning.</summary>
internal static class WorkerExitCode
{
    /// <summary>Told to go.</summary>
    internal const int Done = 0;

    /// <summary>Started by hand, or by something that is no coordinator.</summary>
    internal const int NotStartedByCoordinator = 64;

    /// <summary>The handshake failed.</summary>
    internal const int Rejected = 65;

    /// <summary>The coordinator broke the protocol, or the connection broke.</summary>
    internal const int SessionFault = 66;

    /// <summary>The coordinator is gone.</summary>
    internal const int Orphaned = 67;
}
