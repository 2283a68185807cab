using System.Runtime.CompilerServices;
using System.Text;
using Cluster.Interop;
using Microsoft.Win32.SafeHandles;

namespace Cluster.Coordinator.Cli;

/// <summary>Whether this process may have as many descriptors as it takes.</summary>
/// <remarks>
/// Asked before anything else: an assembly that is loaded keeps two, and a runtime that cannot load one ends the process with a signal and a page of text. So
/// this uses nothing that is not loaded yet, not even the console.
/// </remarks>
internal static class Descriptors
{
    // A run of one worker has had 126 open at a time, one with a report 130; each further worker takes 5.
    private const int Least = 160;
    private const int StandardError = 2;

    /// <summary>Says what is wrong, and returns the exit code; null if there are enough.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static int? Lack()
    {
        if (ResourceLimits.OpenFileLimit is not { } limit || limit >= Least) return null;
        string text = FormattableString.Invariant($"error: open files: {limit} are allowed, and it takes {Least} with one worker (raise the limit: ulimit -n 1024)\n");
        using var error = new SafeFileHandle(StandardError, ownsHandle: false);
        using var stream = new FileStream(error, FileAccess.Write, bufferSize: 0);
        stream.Write(Encoding.UTF8.GetBytes(text));
        return ExitCode.BadUsage;
    }
}
