using Cluster.Faults;
using Cluster.Framing;
using Cluster.Protocol;
using Cluster.Protocol.Messages;
using Cluster.Worker.Execution;
using Cluster.Worker.Session;

namespace Cluster.Coordinator.Measurement.Peers;

/// <summary>The life of a peer: it starts, connects and ends as a worker does, and serves measurements in between.</summary>
internal static class PeerProcess
{
    /// <summary>First argument of the program in this role.</summary>
    internal const string Role = "peer";

    /// <summary>Lives it; the exit codes are a worker's. Null when it was not started by a coordinator.</summary>
    internal static int? Run(IReadOnlyList<string> arguments)
    {
        // The arguments first: a person who gives others is not to wait for standard input.
        if (PeerOptions.Parse(arguments) is not { } options || ParentWatch.Begin() is not { } watch) return null;
        WorkerStart start = watch.Start;
        options = options with { Transport = options.Transport with { SocketBuffer = start.SocketBuffer } };
        try
        {
            using MessageChannel channel = Connect(start, options);
            watch.RunInBackground(new WorkerStatus(), static _ => { });
            if (options.IsAsynchronous) return EchoAsync(channel).GetAwaiter().GetResult();
            using var session = new PeerSession(channel);
            return session.Serve();
        }
        catch (Exception ex) when (ex is FaultException or IOException or TimeoutException or UnauthorizedAccessException or ObjectDisposedException)
        {
            return WorkerExitCode.SessionFault;
        }
    }

    private static MessageChannel Connect(WorkerStart start, PeerOptions options)
    {
        var channel = new MessageChannel(PeerConnection.Connect(start.PipePath, options));
        Handshake.Greet(channel, start);
        if (!options.UsesRings) return channel;
        if (!channel.Receive(out Frame frame) || frame.Header.Kind != (ushort)MessageKind.AttachRings)
            throw new FaultException(FaultCode.ProtocolViolation, "a measuring peer was told of rings and offered none");
        channel = RingSwitch.Accept(channel, MessageCodec.Decode<AttachRings>(frame), options.Transport);
        channel.Connection.LookBeforeBlocking(static () => true);
        return channel;
    }

    // The event loop's counterpart of a session, for the one comparison that is made with it.
    private static async Task<int> EchoAsync(MessageChannel channel)
    {
        // Gives back what the channel holds of the reader: from here on the frames are read without it.
        channel.ReadBulk([]);
        var frames = new AsynchronousFrames(channel.Connection);
        while (await frames.ReceiveAsync().ConfigureAwait(false) is { } frame)
        {
            if (frame.Header.Kind == (ushort)MessageKind.Goodbye) return WorkerExitCode.Done;
            await frames.SendAsync(PeerMessage.Echo, frame.Header.CorrelationId, frame.Body).ConfigureAwait(false);
        }

        return WorkerExitCode.Orphaned;
    }
}
