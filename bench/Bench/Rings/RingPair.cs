using System.IO.Pipes;
using Cluster.Framing;
using Cluster.Memory;
using Cluster.Protocol;
using Cluster.Rings;
using Cluster.Transport;

namespace Cluster.Bench.Rings;

/// <summary>Both ends of rings in this process, which look before they sleep.</summary>
/// <remarks>Use the streams, or the connections, or the channels.</remarks>
internal sealed class RingPair : IDisposable
{
    internal RingPair()
    {
        DirectoryInfo directory = Directory.CreateTempSubdirectory("bench-");
        string path = Path.Combine(directory.FullName, "p");
        NamedPipeServerStream listener = NamedPipeConnection.Listen(path);
        var accepting = new Thread(listener.WaitForConnection);
        accepting.Start();
        var buffers = new TransportOptions();
        Connection there = NamedPipeConnection.Connect(path, buffers);
        accepting.Join();
        directory.Delete(recursive: true);
        using var segment = SharedSegment.Create("rings", RingLayout.ByteLength(Options.Capacity), Path.GetTempPath());
        (Left, Right) = (End(isWorker: false, NamedPipeConnection.Wrap(listener, buffers)), End(isWorker: true, there));
        (LeftChannel, RightChannel) = (Channel(Left), Channel(Right));

        Connection End(bool isWorker, Connection pipe)
        {
            var memory = new RingMemory(AttachedSegment.Attach(segment.Handle, writable: true), Options.Capacity);
            Connection end = RingConnection.Over(memory, isWorker, pipe, Options, buffers);
            end.LookBeforeBlocking(static () => true);
            return end;
        }
    }

    internal static RingOptions Options { get; } = new();

    internal Connection Left { get; }

    internal Connection Right { get; }

    internal MessageChannel LeftChannel { get; }

    internal MessageChannel RightChannel { get; }

    public void Dispose()
    {
        Left.Dispose();
        Right.Dispose();
    }

    private static MessageChannel Channel(Connection connection) => new(connection) { Limits = FrameLimits.Session };
}
