using System.IO.Pipelines;
using System.IO.Pipes;
using Cluster.Interop;
using Cluster.Transport;
using PipeOptions = System.IO.Pipes.PipeOptions;

namespace Cluster.Coordinator.Measurement.Peers;

/// <summary>The two ends of a connection, as the product makes them and as an event loop would have them.</summary>
/// <remarks>The same socket either way; what differs is who waits, and where.</remarks>
internal static class PeerConnection
{
    private const PipeOptions Server = PipeOptions.CurrentUserOnly | PipeOptions.FirstPipeInstance;

    internal static NamedPipeServerStream Listen(string path, PeerOptions options) => UsesEventLoop(options)
        ? new NamedPipeServerStream(
            path, PipeDirection.InOut, maxNumberOfServerInstances: 1, PipeTransmissionMode.Byte, Server | PipeOptions.Asynchronous)
        : NamedPipeConnection.Listen(path);

    /// <summary>The coordinator's end, once somebody is connected.</summary>
    internal static Connection Wrap(NamedPipeServerStream pipe, PeerOptions options) =>
        UsesEventLoop(options) ? Asynchronous(pipe, options) : NamedPipeConnection.Wrap(pipe, options.Transport);

    /// <summary>The peer's end.</summary>
    internal static Connection Connect(string path, PeerOptions options)
    {
        if (!options.IsAsynchronous) return NamedPipeConnection.Connect(path, options.Transport);
        var pipe = new NamedPipeClientStream(".", path, PipeDirection.InOut, PipeOptions.CurrentUserOnly | PipeOptions.Asynchronous);
        pipe.Connect(TimeSpan.FromSeconds(1));
        return Asynchronous(pipe, options);
    }

    private static bool UsesEventLoop(PeerOptions options) => options.IsAsynchronous || options.PauseThreshold > 0;

    private static Connection Asynchronous(PipeStream pipe, PeerOptions options)
    {
        if (OperatingSystem.IsLinux()) LinuxProcess.SetBuffers(pipe.SafePipeHandle, options.Transport.SocketBuffer);
        PipeWriter output = PipeWriter.Create(pipe, new StreamPipeWriterOptions(minimumBufferSize: options.Transport.WriteBuffer));
        return options.PauseThreshold > 0 ? Pumped(pipe, output, options) : new Connection(
            PipeReader.Create(pipe, new StreamPipeReaderOptions(bufferSize: options.Transport.ReadBuffer)), output, pipe.Dispose);
    }

    // As servers are built that read and parse on different threads: one fills a pipe from the socket, up to a threshold, the other empties
    // it.
    private static Connection Pumped(PipeStream stream, PipeWriter output, PeerOptions options)
    {
        var pipe = new Pipe(new System.IO.Pipelines.PipeOptions(
            pauseWriterThreshold: options.PauseThreshold, resumeWriterThreshold: options.PauseThreshold / 2,
            minimumSegmentSize: options.Transport.ReadBuffer, useSynchronizationContext: false));
        Task pump = PumpAsync(stream, pipe.Writer);
        return new Connection(pipe.Reader, output, () =>
        {
            stream.Dispose();
            pump.GetAwaiter().GetResult();
        });
    }

    private static async Task PumpAsync(PipeStream stream, PipeWriter writer)
    {
        try
        {
            int read;
            do
            {
                read = await stream.ReadAsync(writer.GetMemory()).ConfigureAwait(false);
                writer.Advance(read);
            }
            while (read > 0 && !(await writer.FlushAsync().ConfigureAwait(false)).IsCompleted);
        }
        catch (Exception ex) when (ex is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // The connection was closed; whoever reads sees the end.
        }

        await writer.CompleteAsync().ConfigureAwait(false);
    }
}
