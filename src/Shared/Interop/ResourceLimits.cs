using System.Runtime.InteropServices;

namespace Cluster.Interop;

/// <summary>What this process may have at most, as <c>ulimit</c> sets it. Linux.</summary>
internal static partial class ResourceLimits
{
    private const int Processes = 6;
    private const int OpenFiles = 7;

    /// <summary>Descriptors of this process; the runtime has raised it to the hard limit. Null for any number.</summary>
    internal static long? OpenFileLimit => Of(OpenFiles);

    /// <summary>
    /// Processes and threads of this process's user, those of its other programs included. Null for any number, which root has whatever the limit says.
    /// </summary>
    internal static long? ProcessLimit => LinuxProcess.EffectiveUserId() == 0 ? null : Of(Processes);

    private static long? Of(int resource)
    {
        if (!OperatingSystem.IsLinux() || GetLimit(resource, out RawLimit limit) != 0) return null;
        return limit.Soft <= long.MaxValue ? (long)limit.Soft : null;
    }

    [LibraryImport("libc", EntryPoint = "getrlimit")]
    private static partial int GetLimit(int resource, out RawLimit limit);

    [StructLayout(LayoutKind.Sequential)]
    private struct RawLimit
    {
        public ulong Soft;
        public ulong Hard;
    }
}
