using System.Buffers;
using System.Diagnostics;
using Cluster.Coordinator.Measurement.Peers;
using Cluster.Faults;
using Cluster.Framing;
using Cluster.Rings;

namespace Cluster.Coordinator.Measurement.Latency;

/// <summary><c>latency</c>: how long a frame takes to another process and back.</summary>
internal sealed class LatencyMeasurement : IMeasurement
{
    private static readonly int[] FrameSizes = [0, 64, 1024, 65_536];

    public string Name => "latency";

    public string Summary => "round trip of a frame of 0 to 65,536 bytes to another process: blocking, through rings, asynchronous";

    public async Task<IReadOnlyList<MeasurementRow>> RunAsync(
        MeasurementSettings settings, IProgress<double> progress, CancellationToken cancellationToken)
    {
        int roundTrips = settings.Choose(20_000, 2_000);
        var steps = new Steps(3 * FrameSizes.Length, progress, cancellationToken);
        IReadOnlyList<MeasurementRow> blocking = await MeasureAsync(rings: false).ConfigureAwait(false);
        IReadOnlyList<MeasurementRow> spinning = RingConnection.WhyNot is null ? await MeasureAsync(rings: true).ConfigureAwait(false) : [];
        return [.. blocking, .. spinning, .. await AsynchronousAsync(roundTrips, settings, steps, cancellationToken).ConfigureAwait(false)];

        Task<IReadOnlyList<MeasurementRow>> MeasureAsync(bool rings) =>
            Peer.MeasureAsync(Name, () => Blocking(rings, roundTrips, settings, steps, cancellationToken));
    }

    private static List<MeasurementRow> Blocking(
        bool rings, int roundTrips, MeasurementSettings settings, Steps steps, CancellationToken cancellationToken)
    {
        using var peer = Peer.Start(new PeerOptions { UsesRings = rings }, settings, cancellationToken);
        var rows = new List<MeasurementRow>();
        foreach (int size in FrameSizes)
        {
            byte[] body = new byte[size];
            ulong number = 0;
            Compilation.Settle(() => RoundTrip(peer, body, number++));
            double[] times = new double[roundTrips];
            foreach (ref double time in times.AsSpan()) time = RoundTrip(peer, body, number++);
            Array.Sort(times);
            rows.Add(new LatencyRow(IsAsynchronous: false, size, times) { ThroughRings = rings });
            steps.Next();
        }

        return rows;
    }

    private static double RoundTrip(Peer peer, byte[] body, ulong number)
    {
        long begin = Stopwatch.GetTimestamp();
        peer.Channel.Send(PeerMessage.Echo, number, body, static (output, bytes) => output.Write(bytes));
        Frame frame = peer.Receive(PeerMessage.Echo);
        double time = Stopwatch.GetElapsedTime(begin).TotalMicroseconds;
        Check(frame, body, number);
        return time;
    }

    private static async Task<List<MeasurementRow>> AsynchronousAsync(
        int roundTrips, MeasurementSettings settings, Steps steps, CancellationToken cancellationToken)
    {
        var options = new PeerOptions { IsAsynchronous = true };
        using Peer peer =
            await MeasuringThread.RunAsync("peer start", () => Peer.Start(options, settings, cancellationToken)).ConfigureAwait(false);
        // Gives back what the channel holds of the reader: from here on the frames are read without it.
        peer.Channel.ReadBulk([]);
        var frames = new AsynchronousFrames(peer.Channel.Connection);
        var rows = new List<MeasurementRow>();
        foreach (int size in FrameSizes)
        {
            byte[] body = new byte[size];
            for (int i = 0; i < roundTrips; i++) await RoundTripAsync(frames, body, (ulong)i).ConfigureAwait(false);
            double[] times = new double[roundTrips];
            for (int i = 0; i < roundTrips; i++) times[i] = await RoundTripAsync(frames, body, (ulong)i).ConfigureAwait(false);
            Array.Sort(times);
            rows.Add(new LatencyRow(IsAsynchronous: true, size, times));
            steps.Next();
        }

        return rows;
    }

    private static async ValueTask<double> RoundTripAsync(AsynchronousFrames frames, byte[] body, ulong number)
    {
        long begin = Stopwatch.GetTimestamp();
        await frames.SendAsync(PeerMessage.Echo, number, new ReadOnlySequence<byte>(body)).ConfigureAwait(false);
        Frame frame = await frames.ReceiveAsync().ConfigureAwait(false)
            ?? throw new FaultException(FaultCode.WorkerLost, "a measuring peer ended");
        double time = Stopwatch.GetElapsedTime(begin).TotalMicroseconds;
        Check(frame, body, number);
        return time;
    }

    private static void Check(in Frame frame, byte[] body, ulong number)
    {
        if (frame.Body.Length != body.Length || frame.Header.CorrelationId != number)
            throw new InvalidOperationException($"frame {number} came back as {frame.Header}");
    }
}
