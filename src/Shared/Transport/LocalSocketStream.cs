using Cluster.Interop;
using Microsoft.Win32.SafeHandles;

namespace Cluster.Transport;

/// <summary>The worker's end of a named pipe on Linux, where a named pipe is a local stream socket.</summary>
/// <remarks>
/// <see cref="System.IO.Pipes.NamedPipeClientStream"/> would do the same by way of ten more assemblies and an event loop with a thread of its
/// own, which a worker that blocks never uses; see docs/decisions/0003. One thread reads, one writes.
/// </remarks>
internal sealed class LocalSocketStream(SafeFileHandle socket) : Stream
{
    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer) => LinuxSocket.Receive(socket, buffer);

    public override int Read(byte[] buffer, int offset, int count) => LinuxSocket.Receive(socket, buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer) => LinuxSocket.Send(socket, buffer);

    public override void Write(byte[] buffer, int offset, int count) => LinuxSocket.Send(socket, buffer.AsSpan(offset, count));

    /// <summary>Nothing is held back here.</summary>
    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && !socket.IsClosed)
        {
            LinuxSocket.Shutdown(socket);
            socket.Dispose();
        }

        base.Dispose(disposing);
    }
}
