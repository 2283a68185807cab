using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Cluster.FaultyWorker;

/// <summary>Ends of a process that no code of its own sees.</summary>
internal static partial class Death
{
    internal static void ByKill()
    {
        using var self = Process.GetCurrentProcess();
        self.Kill();
    }

    /// <summary>Native code writes to address 0; in managed code that would be an exception.</summary>
    internal static void ByFault() => _ = Fill(0, 1, 1);

    [LibraryImport("libc", EntryPoint = "memset")]
    private static partial nint Fill(nint memory, int value, nint count);
}
