using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Cluster.Interop;

/// <summary>The client's end of a local stream socket, by plain system calls.</summary>
internal static unsafe partial class LinuxSocket
{
    private const int LocalFamily = 1;
    private const int Stream = 1;
    private const int CloseOnExec = 0x80000;
    private const int NoSignal = 0x4000;
    private const int Peek = 2;
    private const int DoNotWait = 0x40;
    private const int BothDirections = 2;
    private const int PathOffset = 2;
    private const int AddressSize = 110;

    /// <summary>Connects to the socket at an absolute path.</summary>
    /// <exception cref="ErrnoException">Nobody listens there, or the path is too long.</exception>
    internal static SafeFileHandle Connect(string path)
    {
        Span<byte> address = stackalloc byte[AddressSize];
        address.Clear();
        address[0] = LocalFamily;
        if (Encoding.UTF8.GetByteCount(path) >= AddressSize - PathOffset - 1) throw new ErrnoException("connect", path, Errno.NameTooLong);
        Encoding.UTF8.GetBytes(path, address[PathOffset..]);

        SafeFileHandle socket = Create(LocalFamily, Stream | CloseOnExec, 0);
        if (socket.IsInvalid) throw new ErrnoException("socket", path, Errno.Last);
        fixed (byte* start = address)
        {
            if (Connect(socket, start, AddressSize) == 0) return socket;
        }

        var failure = new ErrnoException("connect", path, Errno.Last);
        socket.Dispose();
        throw failure;
    }

    /// <summary>Waits for bytes; 0 at the end of the stream.</summary>
    internal static int Receive(SafeFileHandle socket, Span<byte> destination)
    {
        fixed (byte* start = destination)
        {
            nint count;
            do count = Receive(socket, start, (nuint)destination.Length, 0);
            while (count < 0 && Errno.Last == Errno.InterruptedCall);
            return count >= 0 ? (int)count : throw new ErrnoException("recv", "coordinator connection", Errno.Last);
        }
    }

    /// <summary>Whether a receive would return at once: with bytes, at the end of the stream, or with an error.</summary>
    internal static bool HasArrived(SafeHandle socket)
    {
        byte first;
        return Receive(socket, &first, 1, Peek | DoNotWait) >= 0 || Errno.Last is not Errno.TryAgain;
    }

    /// <summary>Whether the other end is closed, whatever it has left to be read.</summary>
    internal static bool HasHungUp(SafeHandle socket)
    {
        bool held = false;
        try
        {
            socket.DangerousAddRef(ref held);
            var asked = new PollRequest { Descriptor = (int)socket.DangerousGetHandle() };
            return Poll(&asked, 1, 0) > 0;
        }
        catch (ObjectDisposedException)
        {
            return true;
        }
        finally
        {
            if (held) socket.DangerousRelease();
        }
    }

    /// <summary>Sends all of <paramref name="source"/>; blocks while the peer does not read.</summary>
    internal static void Send(SafeFileHandle socket, ReadOnlySpan<byte> source)
    {
        fixed (byte* start = source)
        {
            for (int sent = 0; sent < source.Length;)
            {
                nint count = Send(socket, start + sent, (nuint)(source.Length - sent), NoSignal);
                if (count >= 0) sent += (int)count;
                else if (Errno.Last != Errno.InterruptedCall) throw new ErrnoException("send", "coordinator connection", Errno.Last);
            }
        }
    }

    /// <summary>Ends both directions, and with them a receive or send that is blocked on another thread; closing alone would not.</summary>
    internal static void Shutdown(SafeFileHandle socket) => _ = Shutdown(socket, BothDirections);

    // Asked for no event at all, it tells of the end and of errors alone.
    [LibraryImport("libc", EntryPoint = "poll")]
    private static partial int Poll(PollRequest* requests, nuint count, int milliseconds);

    [LibraryImport("libc", EntryPoint = "shutdown", SetLastError = true)]
    private static partial int Shutdown(SafeFileHandle socket, int how);

    [LibraryImport("libc", EntryPoint = "socket", SetLastError = true)]
    private static partial SafeFileHandle Create(int family, int type, int protocol);

    [LibraryImport("libc", EntryPoint = "connect", SetLastError = true)]
    private static partial int Connect(SafeFileHandle socket, byte* address, uint length);

    [LibraryImport("libc", EntryPoint = "recv", SetLastError = true)]
    private static partial nint Receive(SafeHandle socket, byte* buffer, nuint length, int flags);

    [LibraryImport("libc", EntryPoint = "send", SetLastError = true)]
    private static partial nint Send(SafeFileHandle socket, byte* buffer, nuint length, int flags);

    // pollfd.
    private struct PollRequest
    {
        public int Descriptor;
        public short Events;
        public short Returned;
    }
}
