using Cluster.Coordinator.Cli;
using Cluster.Coordinator.Measurement.Peers;

Launcher.ForgoTerminal();
if (Descriptors.Lack() is { } lack) return lack;

// Roles that measure gives to processes that it starts for itself; see BareProcess and PeerProcess.
if (args is [PeerProcess.Role, BareProcess.Role]) return ExitCode.Done;
if (args is [PeerProcess.Role, ..])
{
    if (PeerProcess.Run(args) is { } ended) return ended;
    Console.Error.WriteLine("error: peer: is started by coordinator measure (run that instead)");
    return ExitCode.BadUsage;
}

return await CommandLine.InvokeAsync(args, Terminal.Standard()).ConfigureAwait(false);
