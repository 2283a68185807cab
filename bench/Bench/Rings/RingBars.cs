using System.Buffers;
using System.Diagnostics;
using Cluster.Coordinator.Measurement;
using Cluster.Coordinator.Measurement.Peers;
using Cluster.Coordinator.Measurement.Throughput;
using Cluster.Framing;
using Cluster.Protocol;
using Cluster.Protocol.Queues;

namespace Cluster.Bench.Rings;

/// <summary>Frames and bytes through a ring to another process, each beside what the memory itself allows, in turns.</summary>
internal static class RingBars
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);
    private static readonly MeasurementSettings Settings = new();
    private static readonly PeerOptions Options = new() { UsesRings = true };

    /// <summary>Frames of 64 bytes there and back, against two words that two threads write.</summary>
    internal static void RoundTrips()
    {
        Console.WriteLine("round trips of 64 bytes between two processes, medians of bursts of 2,000; bar: 3 times the words'");
        using var words = new WordRoundTrips();
        using var peer = Peer.Start(Options, Settings, CancellationToken.None);
        byte[] body = new byte[64];
        Action echo = () =>
        {
            peer.Channel.Send(PeerMessage.Echo, 1, body, static (output, bytes) => output.Write(bytes));
            peer.Receive(PeerMessage.Echo);
        };
        var memory = new Figures("two words", "µs", isRate: false);
        var frames = new Figures("frames", "µs", isRate: false);
        words.Burst();
        Compilation.Settle(() => Bursts.Median(echo));
        // On a machine that is busy a burst may take a second: of two sides that look, one is off its core.
        long begin = Stopwatch.GetTimestamp();
        for (int i = 0; i < 200 && (i < 20 || Stopwatch.GetElapsedTime(begin) < Longest); i++)
        {
            memory.Add(words.Burst());
            frames.Add(Bursts.Median(echo));
        }

        memory.Print();
        frames.Print();
        Console.WriteLine($"  ratio of the best {frames.Best / memory.Best:0.00}, of the medians {frames.Median / memory.Median:0.00}");
    }

    /// <summary>A million numbers, one message each.</summary>
    internal static void Numbers()
    {
        const int Count = 1_000_000;
        Console.WriteLine("a million numbers to another process, one message each; bar: 10 million per s");
        using var peer = Peer.Start(Options, Settings, CancellationToken.None);
        var rate = new Figures("messages", "million per s", isRate: true);
        Compilation.Settle(() => Send(Count / 10));
        for (int i = 0; i < 25; i++) rate.Add(Send(Count));
        rate.Print();

        double Send(int count)
        {
            PeerMessage.Post(peer.Channel, PeerMessage.Expect, 0);
            peer.Channel.Flush();
            long begin = Stopwatch.GetTimestamp();
            for (int i = 0; i < count; i++)
            {
                peer.Channel.Post(PeerMessage.Number, 0, (long)i, NumberBody.Write);
                if (peer.Channel.UnflushedBytes >= FeederQueue<long>.BatchBytes) peer.Channel.Flush();
            }

            PeerReport report = peer.Report();
            if (report.Sum != (long)count * (count - 1) / 2) throw new InvalidOperationException($"the sum of {count} numbers is {report.Sum}");
            return count / Stopwatch.GetElapsedTime(begin).TotalMicroseconds;
        }
    }

    /// <summary>Messages of 1 MiB one way, against copies through slots.</summary>
    internal static void Bytes()
    {
        const int Messages = 128;
        Console.WriteLine("messages of 1 MiB to another process and from it; bar: 85 % of copies through four slots by two threads");
        using var slots = new SlotCopies();
        using var transfers = new Transfers(Options, 1, Settings, CancellationToken.None);
        transfers.Prepare(SlotCopies.SlotBytes);
        var memory = new Figures("copies", "GB/s", isRate: true);
        var to = new Figures("to a worker", "GB/s", isRate: true);
        var from = new Figures("from a worker", "GB/s", isRate: true);
        slots.Run(Messages);
        Compilation.Settle(() => Rate(TransferDirection.Both));
        for (int i = 0; i < 40; i++)
        {
            memory.Add(slots.Run(Messages));
            to.Add(Rate(TransferDirection.ToWorker));
            from.Add(Rate(TransferDirection.FromWorker));
        }

        memory.Print();
        to.Print();
        from.Print();
        Console.WriteLine($"  part of the best: {to.Best / memory.Best:0.00} to, {from.Best / memory.Best:0.00} from; of the medians {to.Median / memory.Median:0.00}, {from.Median / memory.Median:0.00}");

        double Rate(TransferDirection direction) =>
            (double)Messages * SlotCopies.SlotBytes / (transfers.Run(direction, SlotCopies.SlotBytes, Messages).Wall * 1e9);
    }
}
