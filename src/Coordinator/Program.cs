using Cluster.Coordinator.Cli;
using Cluster.Coordinator.Measurement.Peers;

// A role that measure gives to processes that it starts for itself; see PeerProcess.
if (args is [PeerProcess.Role, ..])
{
    if (PeerProcess.Run(args) is { } ended) return ended;
    Console.Error.WriteLine("error: peer: is started by coordinator measure (run that instead)");
    return ExitCode.BadUsage;
}

return await CommandLine.InvokeAsync(args, Terminal.Standard()).ConfigureAwait(false);
