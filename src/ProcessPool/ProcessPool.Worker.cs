using Cluster.Processes;

namespace Cluster;

// The program as its own worker.
public sealed partial class ProcessPool
{
    /// <summary>
    /// The first line of a program that is published as a single file or self-contained: such a program is its own worker, since its functions are
    /// nowhere else. Other programs need nothing of the kind.
    /// </summary>
    /// <param name="args">The program's arguments.</param>
    /// <returns>The exit code to return with, when this process was started as a worker and has done its work; <see langword="null"/> otherwise.</returns>
    /// <example>
    /// <code>
    /// if (ProcessPool.RunWorkerIfAsked(args) is { } exitCode) return exitCode;
    /// </code>
    /// </example>
    public static int? RunWorkerIfAsked(string[] args)
    {
        ArgumentNullException.ThrowIfNull(args);
        return ApplicationLaunch.AsksForWorker(args) ? Worker.Session.WorkerProcess.Run() : null;
    }
}
