using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Cluster.Interop;

/// <summary>The numbers of <c>errno</c> that the project tells apart, and their text.</summary>
internal static class Errno
{
    internal const int NoSuchFile = 2;
    internal const int InterruptedCall = 4;

    internal const int TryAgain = 11;
    internal const int OutOfMemory = 12;
    internal const int TooManyFiles = 24;
    internal const int NameTooLong = 36;

    /// <summary>Error of the last native call on this thread that was declared with <c>SetLastError</c>.</summary>
    internal static int Last => Marshal.GetLastPInvokeError();

    /// <summary>What to do about a limit that was reached, to be put behind the number.</summary>
    internal static string Remedy(string call, int number) => (call, number) switch
    {
        (_, TooManyFiles) => "; raise ulimit -n, a segment takes one",
        ("mmap", OutOfMemory) => "; there is no address space, or there are too many mappings: raise vm.max_map_count",
        _ => "",
    };

    internal static string Text(int number) => new Win32Exception(number).Message;
}
