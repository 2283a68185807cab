using System.IO.Pipes;
using Cluster.Framing;
using Cluster.Memory;
using Cluster.Protocol;
using Cluster.Rings;
using Cluster.Transport;

namespace Cluster.TestKit;

/// <summary>Two ends of one connection in this process, as bytes and as messages.</summary>
/// <remarks>Use either the connections or the channels of a pair, not both: a channel reads ahead.</remarks>
internal sealed class ConnectedPair : IDisposable
{
    private bool _isHandedOn;

    private ConnectedPair(Connection coordinator, Connection worker)
    {
        (CoordinatorEnd, WorkerEnd) = (coordinator, worker);
        (Coordinator, Worker) = (new MessageChannel(coordinator), new MessageChannel(worker));
    }

    internal Connection CoordinatorEnd { get; }

    internal Connection WorkerEnd { get; }

    internal MessageChannel Coordinator { get; }

    internal MessageChannel Worker { get; }

    /// <param name="wire">What carries it.</param>
    /// <param name="options">Of both ends; only a named pipe has any.</param>
    internal static ConnectedPair Create(WireKind wire, TransportOptions? options = null)
    {
        if (wire == WireKind.NamedPipe) return OverNamedPipe(options ?? new TransportOptions());
        if (wire == WireKind.Ring) return OverRings(options ?? new TransportOptions());
        (Connection left, Connection right) = InMemoryConnection.CreatePair();
        return new ConnectedPair(left, right);
    }

    /// <summary>As after a handshake: frames of any length.</summary>
    internal ConnectedPair PastHandshake()
    {
        Coordinator.Limits = Worker.Limits = FrameLimits.Session;
        return this;
    }

    public void Dispose()
    {
        if (_isHandedOn) return;
        CoordinatorEnd.Dispose();
        WorkerEnd.Dispose();
    }

    // Far smaller than what most tests send, so that both sides wait for each other.
    private static ConnectedPair OverRings(TransportOptions options)
    {
        var ring = new RingOptions { Capacity = RingLayout.MinCapacity };
        using ConnectedPair pipes = OverNamedPipe(options);
        using var segment = SharedSegment.Create("rings", RingLayout.ByteLength(ring.Capacity), Path.GetTempPath());
        Connection coordinator = End(isWorker: false, pipes.CoordinatorEnd), worker = End(isWorker: true, pipes.WorkerEnd);
        pipes._isHandedOn = true;
        return new ConnectedPair(coordinator, worker);

        Connection End(bool isWorker, Connection pipe) =>
            RingConnection.Over(new RingMemory(AttachedSegment.Attach(segment.Handle, writable: true), ring.Capacity), isWorker, pipe, ring, options);
    }

    private static ConnectedPair OverNamedPipe(TransportOptions options)
    {
        DirectoryInfo directory = Directory.CreateTempSubdirectory("wire-");
        try
        {
            string path = Path.Combine(directory.FullName, "p");
            NamedPipeServerStream listener = NamedPipeConnection.Listen(path);
            Task accepted = OnThread.Run(listener.WaitForConnection);
            Connection worker = NamedPipeConnection.Connect(path, options);
            accepted.GetAwaiter().GetResult();
            return new ConnectedPair(NamedPipeConnection.Wrap(listener, options), worker);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }
}
