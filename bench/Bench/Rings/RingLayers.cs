using System.Buffers;
using System.Diagnostics;
using Cluster.Coordinator.Measurement;
using Cluster.Coordinator.Measurement.Peers;
using Cluster.Framing;
using Cluster.Memory;
using Cluster.Protocol;
using Cluster.Rings;

namespace Cluster.Bench.Rings;

/// <summary>What each layer adds to a frame of 64 bytes on its way, computing alone: one thread writes and reads, and no line changes its core.</summary>
internal static class RingLayers
{
    private const int Times = 5_000;
    private const int Bursts = 200;

    internal static void Run()
    {
        byte[] body = new byte[64];
        byte[] frame = new byte[FrameHeader.Size + body.Length];
        using var segment = SharedSegment.Create("rings", RingLayout.ByteLength(RingPair.Options.Capacity), Path.GetTempPath());
        using (var memory = new RingMemory(AttachedSegment.Attach(segment.Handle, writable: true), RingPair.Options.Capacity))
        {
            Ring ring = memory.Ring(toWorker: true);
            (var producer, var consumer) = (new RingProducer(ring), new RingConsumer(ring));
            Show("ring", () =>
            {
                producer.Write(frame);
                consumer.Read(frame);
            });
            Show("and fences", () =>
            {
                producer.Write(frame);
                producer.MustRing();
                consumer.Read(frame);
                consumer.MustWake();
            });
        }

        using var pair = new RingPair();
        (var from, var to) = ((Stream)pair.Left.Parking!, (Stream)pair.Right.Parking!);
        Show("stream", () =>
        {
            from.Write(frame);
            to.ReadExactly(frame);
        });
        Show("channel, post and flush", () =>
        {
            pair.LeftChannel.Post(PeerMessage.Echo, 1, body, static (output, bytes) => output.Write(bytes));
            pair.LeftChannel.Flush();
            pair.RightChannel.Receive(out _);
        });
        Show("channel, send", () =>
        {
            pair.LeftChannel.Send(PeerMessage.Echo, 1, body, static (output, bytes) => output.Write(bytes));
            pair.RightChannel.Receive(out _);
        });
        Numbers(pair);
    }

    // The two sides apart: over two processes the slower one counts.
    private static void Numbers(RingPair pair)
    {
        (MessageChannel from, MessageChannel to) = (pair.LeftChannel, pair.RightChannel);
        const int Batch = 1_000;
        long posting = 0, taking = 0;
        (double post, double take) = (double.MaxValue, double.MaxValue);
        Compilation.Settle(Once);
        for (int i = 0; i < Bursts; i++)
        {
            Once();
            post = Math.Min(post, posting * 1e9 / Stopwatch.Frequency / Batch);
            take = Math.Min(take, taking * 1e9 / Stopwatch.Frequency / Batch);
        }

        Console.WriteLine($"  a number as a message of a thousand: {post:0.0} ns to send, {take:0.0} ns to receive (fastest of {Bursts})");

        void Once()
        {
            long begin = Stopwatch.GetTimestamp();
            for (int i = 0; i < Batch; i++) from.Post(PeerMessage.Number, 0, (long)i, NumberBody.Write);
            from.Flush();
            long middle = Stopwatch.GetTimestamp();
            for (int i = 0; i < Batch; i++)
            {
                to.Receive(out Frame frame);
                if (NumberBody.Read(frame.Body) != i) throw new InvalidOperationException($"number {i} is another");
            }

            (posting, taking) = (middle - begin, Stopwatch.GetTimestamp() - middle);
        }
    }

    private static void Show(string layer, Action way)
    {
        Compilation.Settle(() => Repeat(way));
        double[] times = new double[Bursts];
        foreach (ref double time in times.AsSpan()) time = Repeat(way);
        Array.Sort(times);
        Console.WriteLine($"  {layer}: {times[0]:0.0} ns (fastest of {Bursts}), median {times[Bursts / 2]:0.0} ns");
    }

    private static double Repeat(Action way)
    {
        long begin = Stopwatch.GetTimestamp();
        for (int i = 0; i < Times; i++) way();
        return Stopwatch.GetElapsedTime(begin).TotalNanoseconds / Times;
    }
}
