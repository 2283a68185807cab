using System.Diagnostics;
using Cluster.Coordinator.Measurement.Peers;
using Cluster.Coordinator.Measurement.Statistics;
using Cluster.Protocol;
using Cluster.Protocol.Queues;
using Cluster.Rings;

namespace Cluster.Coordinator.Measurement.Channels;

/// <summary><c>channels</c>: numbers to another process, one message each, through a pipe, a ring, a queue and a joinable queue.</summary>
internal sealed class ChannelsMeasurement : IMeasurement
{
    private const int ManyProducers = 4;

    // Half a millisecond of work: enough that neither side waits for the other at every item.
    private const int Capacity = 8192;

    private static readonly (ChannelKind Kind, int Producers)[] Ring = [(ChannelKind.Ring, 1)];

    private static bool Rings => RingConnection.WhyNot is null;

    public string Name => "channels";

    public string Summary => "numbers to another process, one message each: pipe, ring, queue, joinable queue; flushed each and batched";

    public Task<IReadOnlyList<MeasurementRow>> RunAsync(
        MeasurementSettings settings, IProgress<double> progress, CancellationToken cancellationToken) =>
        Peer.MeasureAsync(Name, () => Run(settings, progress, cancellationToken));

    private static List<MeasurementRow> Run(MeasurementSettings settings, IProgress<double> progress, CancellationToken cancellationToken)
    {
        int[] counts = settings.Choose<int[]>([10_000, 100_000, 1_000_000], [10_000, 100_000]);
        (ChannelKind Kind, int Producers)[] ways =
        [
            (ChannelKind.Pipe, 1), .. Rings ? Ring : [], (ChannelKind.Queue, 1), (ChannelKind.Queue, ManyProducers), (ChannelKind.JoinableQueue, 1),
        ];
        var steps = new Steps(2 * ways.Length * counts.Length, progress, cancellationToken);
        var rows = new List<MeasurementRow>();
        using var connected = Peer.Start(new PeerOptions(), settings, cancellationToken);
        using Peer? ringed = Rings ? Peer.Start(new PeerOptions { UsesRings = true }, settings, cancellationToken) : null;
        foreach (bool flushesEach in (bool[])[true, false])
        {
            foreach ((ChannelKind kind, int producers) in ways)
            {
                Peer peer = kind == ChannelKind.Ring ? ringed! : connected;
                Compilation.Settle(() => Seconds(peer, kind, flushesEach, producers, 1000));
                foreach (int count in counts)
                {
                    Spread seconds = Spread.Repeat(settings.Choose(5, 3), () => Seconds(peer, kind, flushesEach, producers, count));
                    rows.Add(new ChannelsRow(kind, flushesEach, producers, count, seconds.Times(1000)));
                    steps.Next();
                }
            }
        }

        return rows;
    }

    private static double Seconds(Peer peer, ChannelKind kind, bool flushesEach, int producers, int count)
    {
        PeerMessage.Post(peer.Channel, PeerMessage.Expect, kind == ChannelKind.JoinableQueue ? 1 : 0);
        peer.Channel.Flush();
        long begin = Stopwatch.GetTimestamp();
        switch (kind)
        {
            case ChannelKind.Pipe or ChannelKind.Ring: ThroughPipe(peer.Channel, flushesEach, count); break;
            case ChannelKind.Queue: ThroughQueue(peer.Channel, flushesEach, producers, count); break;
            default: ThroughJoinableQueue(peer, flushesEach, count); break;
        }

        PeerReport report = peer.Report();
        double seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        long expected = (long)count * (count - 1) / 2;
        if (report.Numbers == count && report.Sum == expected) return seconds;
        throw new InvalidOperationException($"of {count} numbers {report.Numbers} have arrived; their sum is {report.Sum}, not {expected}");
    }

    private static void ThroughPipe(MessageChannel channel, bool flushesEach, int count)
    {
        for (int i = 0; i < count; i++)
        {
            channel.Post(PeerMessage.Number, 0, (long)i, NumberBody.Write);
            if (flushesEach || channel.UnflushedBytes >= FeederQueue<long>.BatchBytes) channel.Flush();
        }

        channel.Flush();
    }

    private static void ThroughQueue(MessageChannel channel, bool flushesEach, int producers, int count)
    {
        using var queue = new FeederQueue<long>(channel, PeerMessage.Number, NumberBody.Write, Capacity, flushesEach);
        if (producers == 1) Put(0);
        else Crew.Run(producers, Put);
        queue.Drain();

        void Put(int producer)
        {
            for (int i = producer; i < count; i += producers) queue.Put(i);
        }
    }

    private static void ThroughJoinableQueue(Peer peer, bool flushesEach, int count)
    {
        using var queue = new JoinableQueue<long>(peer.Channel, PeerMessage.Number, NumberBody.Write, Capacity, flushesEach);
        Crew.Run(2, thread =>
        {
            if (thread == 0)
            {
                for (int i = 0; i < count; i++) queue.Put(i);
                queue.Join();
            }
            else
            {
                TakeAcknowledgements(peer, queue, count);
            }
        });
    }

    private static void TakeAcknowledgements(Peer peer, JoinableQueue<long> queue, long left)
    {
        try
        {
            while (left > 0)
            {
                long done = PeerMessage.Fields(peer.Receive(PeerMessage.Done), 1)[0];
                queue.Acknowledge((int)done);
                left -= done;
            }
        }
        catch (Exception ex)
        {
            queue.Fail(ex);
            throw;
        }
    }
}
