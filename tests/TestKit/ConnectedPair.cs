using System.IO.Pipes;
using Cluster.Framing;
using Cluster.Protocol;
using Cluster.Transport;

namespace Cluster.TestKit;

/// <summary>Two ends of one connection in this process, as bytes and as messages.</summary>
/// <remarks>Use either the connections or the channels of a pair, not both: a channel reads ahead.</remarks>
internal sealed class ConnectedPair : IDisposable
{
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
        CoordinatorEnd.Dispose();
        WorkerEnd.Dispose();
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
