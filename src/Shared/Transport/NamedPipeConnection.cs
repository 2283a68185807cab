using System.IO.Pipes;
using System.Runtime.InteropServices;
using Cluster.Interop;
using Microsoft.Win32.SafeHandles;

namespace Cluster.Transport;

/// <summary>Makes connections over named pipes; on Unix these are stream sockets in the file system.</summary>
/// <remarks>
/// Pipes are opened without <see cref="PipeOptions.Asynchronous"/>: see <see cref="BlockingPipeReader"/>. The name is an absolute path in
/// a directory that only this user can enter. .NET's server unlinks whatever is at the path before it binds, so the directory must be fresh.
/// </remarks>
internal static class NamedPipeConnection
{
    // sun_path holds 108 bytes on Linux and 104 on macOS, with the final zero; .NET reports a longer one only when it binds.
    internal const int MaxPathBytes = 103;

    /// <summary>The coordinator's end, listening. One per worker, so that a connection belongs to the worker it was made for.</summary>
    internal static NamedPipeServerStream Listen(string path)
    {
        var listener = new NamedPipeServerStream(
            path, PipeDirection.InOut, maxNumberOfServerInstances: 1, PipeTransmissionMode.Byte, PipeOptions.CurrentUserOnly | PipeOptions.FirstPipeInstance);
        try
        {
            // .NET leaves the mode to the umask and sends others away once they have connected. The directory keeps them out before this line.
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            return listener;
        }
        catch
        {
            listener.Dispose();
            throw;
        }
    }

    /// <summary>The worker's end. The coordinator listens before it tells the path, so there is nothing to wait for.</summary>
    /// <exception cref="IOException">Nobody listens.</exception>
    internal static Connection Connect(string path, TransportOptions options) =>
        OperatingSystem.IsLinux() ? ConnectSocket(path, options) : ConnectPipe(path, options);

    /// <summary>A connection over a connected pipe, which it owns from now on.</summary>
    internal static Connection Wrap(PipeStream pipe, TransportOptions options)
    {
        if (OperatingSystem.IsLinux()) LinuxProcess.SetBuffers(pipe.SafePipeHandle, options.SocketBuffer);
        return Over(pipe, pipe.SafePipeHandle, options);
    }

    private static Connection ConnectSocket(string path, TransportOptions options)
    {
        SafeFileHandle socket = LinuxSocket.Connect(path);
        LinuxProcess.SetBuffers(socket, options.SocketBuffer);
        return Over(new LocalSocketStream(socket), socket, options);
    }

    private static Connection ConnectPipe(string path, TransportOptions options)
    {
        var pipe = new NamedPipeClientStream(".", path, PipeDirection.InOut, PipeOptions.CurrentUserOnly);
        try
        {
            pipe.Connect(TimeSpan.FromSeconds(1));
            return Wrap(pipe, options);
        }
        catch
        {
            pipe.Dispose();
            throw;
        }
    }

    private static Connection Over(Stream stream, SafeHandle socket, TransportOptions options)
    {
        var reader = new BlockingPipeReader(stream, options.ReadBuffer);
        return new Connection(reader, new BlockingPipeWriter(stream, options.WriteBuffer), stream.Dispose)
        {
            Bell = OperatingSystem.IsLinux() ? new Bell(stream, socket) : null,
            LookBeforeBlocking = mayLook => reader.Poll = OperatingSystem.IsLinux() ? new BriefPoll(socket, mayLook) : null,
        };
    }
}
