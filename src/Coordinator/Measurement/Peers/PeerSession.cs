using System.Buffers;
using Cluster.Faults;
using Cluster.Framing;
using Cluster.Protocol;
using Cluster.Worker.Session;

namespace Cluster.Coordinator.Measurement.Peers;

/// <summary>Serves what <see cref="PeerMessage"/> lists.</summary>
/// <remarks>
/// One thread, which waits as a worker's does: it takes what is here, flushes what it has to say when there is nothing more, and waits in
/// the kernel. What it is asked to send in bulk goes out on a second thread, so that both directions can be busy at once; while that one is
/// stuck in a write this one must go on reading, and so touches the sending side only when it has something to say.
/// </remarks>
internal sealed class PeerSession(MessageChannel channel) : IDisposable
{
    private const int MostUnacknowledged = 4096;

    private CyclicMemory? _received;
    private CyclicMemory? _sent;
    private Thread? _sender;
    private long _bytes;
    private long _numbers;
    private long _sum;
    private bool _acknowledges;
    private int _unacknowledged;
    private bool _hasNews;

    internal int Serve()
    {
        while (Next(out Frame frame))
        {
            if (frame.Header.Kind == (ushort)MessageKind.Goodbye) return WorkerExitCode.Done;
            Handle(frame);
        }

        return WorkerExitCode.Orphaned;
    }

    public void Dispose()
    {
        // It ends when the connection does, which is what ended the session.
        channel.Dispose();
        _sender?.Join();
        _received?.Dispose();
        _sent?.Dispose();
    }

    private bool Next(out Frame frame)
    {
        if (channel.TryReceive(out frame)) return true;
        Acknowledge();
        if (_hasNews) channel.Flush();
        _hasNews = false;
        return channel.Receive(out frame);
    }

    private void Handle(in Frame frame)
    {
        switch ((MessageKind)frame.Header.Kind)
        {
            case PeerMessage.Echo: Echo(frame); break;
            case PeerMessage.Prepare: Prepare(PeerMessage.Fields(frame, 1)[0]); break;
            case PeerMessage.Sink: Sink(frame); break;
            case PeerMessage.Source: Source(PeerMessage.Fields(frame, 2)); break;
            case PeerMessage.Number: Number(frame); break;
            case PeerMessage.Expect: _acknowledges = PeerMessage.Fields(frame, 1)[0] != 0; break;
            case PeerMessage.Report: Report(); break;
            default: throw new FaultException(FaultCode.ProtocolViolation, $"a measuring peer does not expect kind {frame.Header.Kind}");
        }
    }

    private void Echo(in Frame frame)
    {
        _hasNews = true;
        channel.Post(PeerMessage.Echo, frame.Header.CorrelationId, frame.Body, static (output, body) =>
        {
            foreach (ReadOnlyMemory<byte> part in body) output.Write(part.Span);
        });
    }

    private void Prepare(long bytes)
    {
        _sender?.Join();
        _received?.Dispose();
        _sent?.Dispose();
        (_received, _sent) = (new CyclicMemory(bytes), new CyclicMemory(bytes));
        _hasNews = true;
        PeerMessage.Post(channel, PeerMessage.Prepare);
    }

    private void Sink(in Frame frame)
    {
        channel.ReadBulk(_received!.Next((int)frame.Header.BodyLength));
        _bytes += frame.Header.BodyLength;
    }

    private void Source(long[] fields)
    {
        _sender?.Join();
        _sender = new Thread(() => Send(fields[0], (int)fields[1])) { IsBackground = true, Name = "peer sender" };
        _sender.Start();
    }

    private void Send(long frames, int bytes)
    {
        try
        {
            for (long i = 0; i < frames; i++) channel.SendBulk(PeerMessage.Sink, 0, [], _sent!.Next(bytes));
        }
        catch (Exception ex) when (ex is IOException or ObjectDisposedException)
        {
            // The coordinator is gone, which the session finds out as well.
        }
    }

    private void Number(in Frame frame)
    {
        _sum += NumberBody.Read(frame.Body);
        _numbers++;
        if (!_acknowledges || ++_unacknowledged < MostUnacknowledged) return;
        Acknowledge();
        channel.Flush();
    }

    // Each item by being counted; the count goes back when there is nothing more to take, or when it has become large.
    private void Acknowledge()
    {
        if (_unacknowledged == 0) return;
        _hasNews = true;
        PeerMessage.Post(channel, PeerMessage.Done, _unacknowledged);
        _unacknowledged = 0;
    }

    private void Report()
    {
        _hasNews = true;
        new PeerReport(_bytes, _numbers, _sum, Environment.CpuUsage.TotalTime).Post(channel);
        (_bytes, _numbers, _sum) = (0, 0, 0);
    }
}
