using Cluster.Interop;
using Cluster.Stress.Residues;

namespace Cluster.Stress;

/// <summary>Sends signals to processes that this one has started, and to no other.</summary>
internal static class Victim
{
    internal const int Hangup = 1;
    internal const int Interrupt = 2;
    internal const int Kill = 9;
    internal const int Terminate = 15;
    internal const int Continue = 18;
    internal const int Stop = 19;

    /// <summary>False when it is gone: its number may be another process's by now.</summary>
    internal static bool TrySignal(int process, int signal) =>
        ProcessTable.ParentOf(process) == Environment.ProcessId && LinuxProcess.TrySignal(process, signal);
}
