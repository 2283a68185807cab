using System.Globalization;
using System.Runtime.InteropServices;

namespace Cluster.TestKit;

/// <summary>Halts a process between two instructions and lets it go on, or has it crash. Linux.</summary>
internal static partial class Signals
{
    private const int Interrupted = 2;
    private const int SegmentationFault = 11;
    private const int Continue = 18;
    private const int Stop = 19;

    /// <summary>Halts the process; it stands still when this returns.</summary>
    internal static async Task StopAsync(int processId)
    {
        Assert.Equal(0, Send(processId, Stop));
        await Eventually.Async($"process {processId} stands still", () => ProcessTable.IsStopped(processId));
    }

    internal static void Resume(int processId) => Assert.Equal(0, Send(processId, Continue));

    /// <summary>As Ctrl-C does. A process that has just ended does not mind.</summary>
    internal static void Interrupt(int processId) => _ = Send(processId, Interrupted);

    /// <summary>Says what an access to memory says that is not there. .NET takes the first one for its own and waits for it to come again.</summary>
    internal static void Fault(int processId) => _ = Send(processId, SegmentationFault);

    /// <summary>Whether this process was started with the signal ignored, and so whatever it starts. Source: proc_pid_status(5), <c>SigIgn</c>.</summary>
    internal static bool IsIgnored(int signal)
    {
        string line = File.ReadLines("/proc/self/status").First(static line => line.StartsWith("SigIgn:", StringComparison.Ordinal));
        ulong mask = ulong.Parse(line.AsSpan("SigIgn:".Length).Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return ((mask >> (signal - 1)) & 1) != 0;
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Send(int process, int signal);
}
