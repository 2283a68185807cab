using System.Runtime.InteropServices;

namespace Cluster.Interop;

/// <summary>Standard input, taken away from the code that a worker runs.</summary>
/// <remarks>
/// Plain descriptors and <c>read</c>: this is on the way to every worker's first task, where a stream and safe handles would cost three milliseconds
/// of compiling. The descriptor lives as long as the process.
/// </remarks>
internal static unsafe partial class StandardInput
{
    private const int DuplicateCloseOnExec = 1030;
    private const int LowestPrivate = 3;
    private const short ReadableEvent = 1;

    /// <summary>
    /// Moves standard input to a private descriptor that no child inherits, and puts <c>/dev/null</c> in its place, so that a job that reads
    /// its input sees the end of it instead of the coordinator's messages.
    /// </summary>
    /// <returns>The private descriptor; −1 when there is no standard input.</returns>
    internal static int Take()
    {
        int taken = Control(0, DuplicateCloseOnExec, LowestPrivate);
        ReadOnlySpan<byte> path = "/dev/null\0"u8;
        fixed (byte* nothing = path)
        {
            int empty = Open(nothing, 0);
            if (empty > 0)
            {
                _ = Duplicate(empty, 0);
                _ = Close(empty);
            }
        }

        return taken;
    }

    /// <summary>Fills <paramref name="destination"/>; false when the input ends before that, or is broken.</summary>
    internal static bool ReadExactly(int descriptor, Span<byte> destination)
    {
        fixed (byte* start = destination)
        {
            int done = 0;
            while (done < destination.Length)
            {
                nint count = Read(descriptor, start + done, (nuint)(destination.Length - done));
                if (count > 0) done += (int)count;
                else if (count == 0 || Marshal.GetLastSystemError() != Errno.InterruptedCall) return false;
            }
        }

        return true;
    }

    /// <summary>Whether there is something to read, or the end, before <paramref name="milliseconds"/> have passed.</summary>
    internal static bool WaitForInput(int descriptor, int milliseconds)
    {
        var wanted = new PollRequest { Descriptor = descriptor, Events = ReadableEvent };
        return Poll(&wanted, 1, milliseconds) != 0;
    }

    [LibraryImport("libc", EntryPoint = "poll")]
    private static partial int Poll(PollRequest* requests, nuint count, int milliseconds);

    [LibraryImport("libc", EntryPoint = "fcntl")]
    private static partial int Control(int descriptor, int command, int argument);

    [LibraryImport("libc", EntryPoint = "open")]
    private static partial int Open(byte* path, int flags);

    [LibraryImport("libc", EntryPoint = "dup2")]
    private static partial int Duplicate(int from, int to);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "read")]
    private static partial nint Read(int descriptor, byte* buffer, nuint count);

    // pollfd.
    private struct PollRequest
    {
        public int Descriptor;
        public short Events;
        public short Returned;
    }
}
