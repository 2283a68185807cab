using System.IO.Pipes;
using System.Security.Cryptography;
using Cluster.Faults;
using Cluster.Framing;
using Cluster.Interop;
using Cluster.Processes;
using Cluster.Protocol;
using Cluster.Rings;

namespace Cluster.Coordinator.Measurement.Peers;

/// <summary>A process at the other end of a connection, for measuring it; started, connected and greeted as a worker is.</summary>
/// <remarks>
/// <code>
///   measuring thread ── MessageChannel ── Connection ── socket ── Connection ── MessageChannel ── PeerProcess
/// </code>
/// The thread that measures waits for the peer itself: no link, no lanes, no dispatching in between, so what is measured is the connection.
/// It is the coordinator's own program in another role, because a worker is to know nothing of measuring.
/// </remarks>
internal sealed class Peer : IDisposable
{
    private readonly WorkerProcess _process;
    private readonly TimeSpan _stopLimit;
    private readonly CancellationTokenRegistration _cancellation;

    private Peer(WorkerProcess process, MessageChannel channel, TimeSpan stopLimit, CancellationToken cancellationToken)
    {
        (_process, Channel, _stopLimit) = (process, channel, stopLimit);
        // A blocked read or write ends with the process at its other end.
        _cancellation = cancellationToken.Register(process.Kill);
    }

    /// <summary>To the peer. Receive through <see cref="Receive"/>.</summary>
    internal MessageChannel Channel { get; }

    /// <summary>Runs an experiment with peers on a thread of its own; that a peer is lost becomes the fault that it is.</summary>
    internal static Task<IReadOnlyList<MeasurementRow>> MeasureAsync(string name, Func<IReadOnlyList<MeasurementRow>> experiment) =>
        MeasuringThread.RunAsync(name, () =>
        {
            try
            {
                return experiment();
            }
            catch (Exception ex) when (ex is IOException or ObjectDisposedException)
            {
                throw new FaultException(FaultCode.WorkerLost, $"a measuring peer was lost: {ex.Message}", ex);
            }
        });

    /// <exception cref="FaultException">It did not get ready; it is gone.</exception>
    internal static Peer Start(PeerOptions options, MeasurementSettings settings, CancellationToken cancellationToken)
    {
        WorkerProgram program = WorkerProgram.Find("coordinator", "coordinator.dll", options.Arguments);
        Task<WorkerProcess> starting = SpawnThread.Run(() => WorkerProcess.Start(program, settings.Pool));
        using RunDirectory directory = RunDirectory.Create();
        var start = new WorkerStart(
            Environment.ProcessId, WorkerId: 0, options.Transport.SocketBuffer,
            RandomNumberGenerator.GetBytes(WorkerStart.TokenSize),
            directory.PipePath(0));
        NamedPipeServerStream listener = PeerConnection.Listen(start.PipePath, options);
        WorkerProcess process = starting.GetAwaiter().GetResult();
        try
        {
            MessageChannel channel = Connect(process, listener, start, options, settings.Pool.StartLimit, cancellationToken);
            process.Drain();
            return new Peer(process, channel, settings.Pool.StopLimit, cancellationToken);
        }
        catch (Exception ex)
        {
            listener.Dispose();
            process.Kill();
            process.WaitForExit(settings.Pool.StopLimit);
            string how = process.DescribeExit();
            process.Dispose();
            cancellationToken.ThrowIfCancellationRequested();
            throw new FaultException(FaultCode.StartFailed, $"a measuring peer did not get ready: {ex.Message}: {how}", ex);
        }
    }

    /// <summary>Waits for the next frame, which must be of <paramref name="kind"/>.</summary>
    /// <exception cref="FaultException">The peer is gone, or sent something else.</exception>
    internal Frame Receive(MessageKind kind)
    {
        if (!Channel.Receive(out Frame frame))
            throw new FaultException(FaultCode.WorkerLost, $"a measuring peer (pid {_process.Id}) ended");
        if (frame.Header.Kind == (ushort)kind) return frame;
        throw new FaultException(FaultCode.ProtocolViolation, $"a measuring peer sent kind {frame.Header.Kind} in place of {(ushort)kind}");
    }

    /// <summary>Waits until the peer has dealt with everything that was sent.</summary>
    internal PeerReport Report()
    {
        Channel.Post(PeerMessage.Report);
        Channel.Flush();
        return PeerReport.Read(Receive(PeerMessage.Report));
    }

    public void Dispose()
    {
        _cancellation.Dispose();
        try
        {
            Channel.Post(MessageKind.Goodbye);
            Channel.Flush();
        }
        catch (Exception ex) when (ex is IOException or ObjectDisposedException)
        {
            // Gone already.
        }

        if (!_process.WaitForExit(_stopLimit)) _process.Kill();
        _process.WaitForExit(_stopLimit);
        Channel.Dispose();
        _process.Dispose();
    }

    private static MessageChannel OfferRings(MessageChannel pipe, PeerOptions options)
    {
        MessageChannel channel = RingSwitch.Offer(pipe, new RingOptions(), options.Transport, out _, out string? whyNot);
        if (whyNot is not null) throw new FaultException(FaultCode.StartFailed, $"it has no rings: {whyNot}");
        channel.Connection.LookBeforeBlocking(static () => true);
        return channel;
    }

    private static MessageChannel Connect(
        WorkerProcess process, NamedPipeServerStream listener, WorkerStart start, PeerOptions options, TimeSpan limit,
        CancellationToken cancellationToken)
    {
        // Not disposed: the process may end, and cancel it, at any later time.
        var late = new CancellationTokenSource(limit);
        using CancellationTokenRegistration asked = cancellationToken.Register(late.Cancel);
        _ = process.Exited.ContinueWith(
            _ => late.Cancel(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        process.Tell(start.Encode());
        // Disposing the listener is what ends a blocked accept, and later a blocked read.
        using CancellationTokenRegistration ending = late.Token.Register(listener.Dispose);
        listener.WaitForConnection();
        if (OperatingSystem.IsLinux() && LinuxProcess.Peer(listener.SafePipeHandle).ProcessId != process.Id)
            throw new FaultException(FaultCode.HandshakeRejected, "another process connected in place of a measuring peer");
        var channel = new MessageChannel(PeerConnection.Wrap(listener, options));
        Handshake.Accept(channel, start);
        if (options.UsesRings) channel = OfferRings(channel, options);
        late.CancelAfter(Timeout.InfiniteTimeSpan);
        return channel;
    }
}
