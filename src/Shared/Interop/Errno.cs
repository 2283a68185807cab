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
    internal const int NameTooLong = 36;

    /// <summary>Error of the last native call on this thread that was declared with <c>SetLastError</c>.</summary>
    internal static int Last => Marshal.GetLastPInvokeError();

    internal static string Text(int number) => new Win32Exception(number).Message;
}
