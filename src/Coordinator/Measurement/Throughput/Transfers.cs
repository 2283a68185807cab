using System.Diagnostics;
using Cluster.Coordinator.Measurement.Peers;
using Cluster.Framing;

namespace Cluster.Coordinator.Measurement.Throughput;

/// <summary>Peers that are connected in one way, and data that goes to and from them.</summary>
/// <remarks>
/// The measuring thread; where data goes several ways at once, each further way has a thread of its own, as a lane of the pool has.
/// </remarks>
internal sealed class Transfers : IDisposable
{
    private readonly List<Peer> _peers = [];
    private CyclicMemory[] _sent = [];
    private CyclicMemory? _received;

    internal Transfers(PeerOptions options, int peers, MeasurementSettings settings, CancellationToken cancellationToken)
    {
        try
        {
            while (_peers.Count < peers) _peers.Add(Peer.Start(options, settings, cancellationToken));
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Makes the memory that both sides go round in.</summary>
    internal void Prepare(long bytes)
    {
        FreeMemory();
        _sent = [.. _peers.Select(_ => new CyclicMemory(bytes))];
        _received = new CyclicMemory(bytes);
        foreach (Peer peer in _peers)
        {
            PeerMessage.Post(peer.Channel, PeerMessage.Prepare, bytes);
            peer.Channel.Flush();
            peer.Receive(PeerMessage.Prepare);
        }
    }

    /// <summary>
    /// Moves <paramref name="chunks"/> chunks each way; returns wall time and processor time of all processes, in seconds.
    /// </summary>
    /// <exception cref="InvalidOperationException">Not as many bytes have arrived as were sent.</exception>
    internal (double Wall, double Processor) Run(TransferDirection direction, int chunkBytes, int chunks)
    {
        int peers = direction == TransferDirection.ToAll ? _peers.Count : 1;
        double before = Processor(peers);
        long begin = Stopwatch.GetTimestamp();
        long received = direction switch
        {
            TransferDirection.ToWorker => Send(0, chunkBytes, chunks),
            TransferDirection.FromWorker => RequestAndReceive(chunkBytes, chunks),
            TransferDirection.Both => SendAndReceive(chunkBytes, chunks),
            _ => SendToAll(chunkBytes, chunks),
        };
        double wall = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        double processor = Processor(peers) - before;
        long ways = direction == TransferDirection.Both ? 2 : peers;
        long expected = ways * chunks * chunkBytes;
        return received == expected ? (wall, processor) : throw new InvalidOperationException($"{received:N0} bytes of {expected:N0} have arrived");
    }

    public void Dispose()
    {
        foreach (Peer peer in _peers) peer.Dispose();
        FreeMemory();
    }

    private void FreeMemory()
    {
        foreach (CyclicMemory memory in _sent) memory.Dispose();
        _received?.Dispose();
    }

    private double Processor(int peers) =>
        Environment.CpuUsage.TotalTime.TotalSeconds + _peers.Take(peers).Sum(static peer => peer.Report().Processor.TotalSeconds);

    // Each returns the bytes that have arrived.
    private long Send(int peer, int chunkBytes, int chunks)
    {
        SendOnly(peer, chunkBytes, chunks);
        return _peers[peer].Report().Bytes;
    }

    private long SendToAll(int chunkBytes, int chunks)
    {
        long[] arrived = new long[_peers.Count];
        Crew.Run(arrived.Length, peer => arrived[peer] = Send(peer, chunkBytes, chunks));
        return arrived.Sum();
    }

    private long SendAndReceive(int chunkBytes, int chunks)
    {
        long received = 0;
        // Before the sender begins: in the middle of its writes a request would wait for them, and nobody would read meanwhile.
        Request(chunkBytes, chunks);
        Crew.Run(2, way =>
        {
            if (way == 0) SendOnly(0, chunkBytes, chunks);
            else received = Receive(chunks);
        });
        return received + _peers[0].Report().Bytes;
    }

    private void SendOnly(int peer, int chunkBytes, int chunks)
    {
        for (int i = 0; i < chunks; i++) _peers[peer].Channel.SendBulk(PeerMessage.Sink, 0, [], _sent[peer].Next(chunkBytes));
    }

    private void Request(int chunkBytes, int chunks)
    {
        PeerMessage.Post(_peers[0].Channel, PeerMessage.Source, chunks, chunkBytes);
        _peers[0].Channel.Flush();
    }

    private long RequestAndReceive(int chunkBytes, int chunks)
    {
        Request(chunkBytes, chunks);
        return Receive(chunks);
    }

    private long Receive(int chunks)
    {
        Peer peer = _peers[0];
        long bytes = 0;
        for (int i = 0; i < chunks; i++)
        {
            Frame frame = peer.Receive(PeerMessage.Sink);
            peer.Channel.ReadBulk(_received!.Next((int)frame.Header.BodyLength));
            bytes += frame.Header.BodyLength;
        }

        return bytes;
    }
}
