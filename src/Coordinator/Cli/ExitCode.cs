using Cluster.Faults;

namespace Cluster.Coordinator.Cli;

/// <summary>What the process says to its caller. Scripts rely on the numbers.</summary>
internal static class ExitCode
{
    internal const int Done = 0;
    internal const int ResultsDiffer = 1;
    internal const int BadUsage = 2;
    internal const int JobFailed = 3;
    internal const int WorkersLost = 4;

    /// <summary>As <c>timeout</c> has it.</summary>
    internal const int TimeLimit = 124;

    // 128 + the number of the signal, as shells report it.
    internal const int Hangup = 129;
    internal const int Interrupted = 130;
    internal const int Quit = 131;
    internal const int Terminated = 143;

    internal static int Of(FaultCode code) => code switch
    {
        FaultCode.StartFailed or FaultCode.WorkerLost or FaultCode.ChunkAbandoned or FaultCode.PoolBroken => WorkersLost,

        // Known before a worker starts, and cured by asking for less.
        FaultCode.OutOfMemory => BadUsage,
        _ => JobFailed,
    };
}
