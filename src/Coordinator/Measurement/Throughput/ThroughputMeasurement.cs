using System.Diagnostics;
using Cluster.Coordinator.Execution;
using Cluster.Coordinator.Measurement.Peers;
using Cluster.Coordinator.Measurement.Statistics;
using Cluster.Rings;
using Cluster.Transport;

namespace Cluster.Coordinator.Measurement.Throughput;

/// <summary><c>throughput</c>: how fast data goes through a connection, by direction, chunk size and buffer settings.</summary>
internal sealed class ThroughputMeasurement : IMeasurement
{
    private const int Kibibyte = 1 << 10;
    private const int Mebibyte = 1 << 20;

    private static readonly int[] ChunkSizes =
        [4 * Kibibyte, 16 * Kibibyte, 64 * Kibibyte, 256 * Kibibyte, Mebibyte, 4 * Mebibyte, 16 * Mebibyte, 64 * Mebibyte];

    // The second is what Linux gives to those who do not ask.
    private static readonly int[] SocketBuffers = [64 * Kibibyte, 208 * Kibibyte, 512 * Kibibyte, Mebibyte, 2 * Mebibyte, 4 * Mebibyte];
    private static readonly int[] ReadBuffers = [4 * Kibibyte, 16 * Kibibyte, 64 * Kibibyte, 256 * Kibibyte, Mebibyte];
    private static readonly int[] PauseThresholds = [64 * Kibibyte, 256 * Kibibyte, Mebibyte, 4 * Mebibyte, 16 * Mebibyte];

    private static readonly TransferDirection[] OneWay = [TransferDirection.ToWorker, TransferDirection.FromWorker];

    public string Name => "throughput";

    public string Summary => "to a worker, from a worker, both at once, to all; 4 KiB to 64 MiB per chunk; through rings; buffer settings";

    public Task<IReadOnlyList<MeasurementRow>> RunAsync(
        MeasurementSettings settings, IProgress<double> progress, CancellationToken cancellationToken) =>
        Peer.MeasureAsync(Name, () => Run(settings, progress, cancellationToken));

    private static List<MeasurementRow> Run(MeasurementSettings settings, IProgress<double> progress, CancellationToken cancellationToken)
    {
        // Either side goes round in it: more than a cache holds.
        long cycle = Math.Min(settings.Choose(1L << 30, 128L << 20), MemoryBudget.Available() / 8);
        // Both sides have memory to send from and to receive into; where data goes to all, for the largest chunk and for each.
        settings.RequireMemory(Math.Max(4 * cycle, (3L * settings.Workers + 1) * ChunkSizes[^1]));
        ThroughputSettings[] all = [.. Experiments(settings, cycle)];
        var steps = new Steps(all.Length, progress, cancellationToken);
        var rows = new Dictionary<ThroughputSettings, MeasurementRow>();
        // Peers stay as long as their connections are to be of the same kind.
        foreach (var kind in all.GroupBy(static one => (one.Options, one.Workers)))
        {
            using var transfers = new Transfers(kind.Key.Options, kind.Key.Workers, settings, cancellationToken);
            transfers.Prepare(Mebibyte);
            Compilation.Settle(() => transfers.Run(TransferDirection.Both, 64 * Kibibyte, 16));
            foreach (ThroughputSettings one in kind)
            {
                if (one.Direction != TransferDirection.Copy) transfers.Prepare(one.MemoryBytes);
                rows.Add(one, Measure(one, transfers, settings));
                steps.Next();
            }
        }

        return [.. all.Select(one => rows[one])];
    }

    private static IEnumerable<ThroughputSettings> Experiments(MeasurementSettings settings, long cycle)
    {
        var usual = new PeerOptions { Transport = new TransportOptions { SocketBuffer = settings.Pool.SocketBuffer } };
        foreach (TransferDirection direction in Enum.GetValues<TransferDirection>())
            foreach (int size in ChunkSizes)
            {
                int workers = direction == TransferDirection.ToAll ? settings.Workers : 1;
                yield return new ThroughputSettings("chunk", direction, size, size, usual, workers);
            }

        PeerOptions ringed = usual with { UsesRings = true };
        foreach (TransferDirection direction in RingConnection.WhyNot is null ? (TransferDirection[])[.. OneWay, TransferDirection.Both] : [])
            foreach (int size in ChunkSizes)
                yield return new ThroughputSettings("ring", direction, size, size, ringed);
        foreach (TransferDirection direction in (TransferDirection[])[TransferDirection.Copy, .. OneWay, TransferDirection.Both])
            yield return new ThroughputSettings("memory", direction, Mebibyte, cycle, usual);
        foreach (TransferDirection direction in OneWay)
            foreach (int buffer in SocketBuffers)
            {
                PeerOptions options = usual with { Transport = usual.Transport with { SocketBuffer = buffer } };
                yield return new ThroughputSettings("socketBuffer", direction, Mebibyte, Mebibyte, options);
            }

        // Small frames are what is read through the buffer; of large ones only the header is.
        foreach (int buffer in ReadBuffers)
        {
            PeerOptions options = usual with { Transport = usual.Transport with { ReadBuffer = buffer } };
            yield return new ThroughputSettings("readBuffer", TransferDirection.FromWorker, 4 * Kibibyte, 4 * Kibibyte, options);
        }

        foreach (int threshold in PauseThresholds)
        {
            PeerOptions options = usual with { PauseThreshold = threshold };
            yield return new ThroughputSettings("pauseThreshold", TransferDirection.FromWorker, Mebibyte, Mebibyte, options);
        }
    }

    private static ThroughputRow Measure(ThroughputSettings one, Transfers transfers, MeasurementSettings settings)
    {
        // Of small chunks fewer bytes, as they take longer; of large ones at least a few.
        long wanted = one.ChunkBytes < 64 * Kibibyte ? settings.Choose(256L << 20, 32L << 20) : settings.Choose(1L << 30, 128L << 20);
        int chunks = (int)Math.Max(2, wanted / one.ChunkBytes);
        var processor = new List<double>();
        Spread wall = Spread.Repeat(settings.Choose(7, 3), () =>
        {
            bool copies = one.Direction == TransferDirection.Copy;
            (double seconds, double used) = copies ? Copy(one, chunks) : transfers.Run(one.Direction, one.ChunkBytes, chunks);
            processor.Add(used);
            return seconds;
        });
        long ways = one.Direction switch { TransferDirection.Both => 2, TransferDirection.ToAll => one.Workers, _ => 1 };
        long bytes = ways * chunks * one.ChunkBytes;
        // The first repetition does not count here either.
        return new ThroughputRow(one, bytes, wall.Times(1000), Spread.Of([.. processor.Skip(1)]).Times(1e9 / bytes));
    }

    private static (double Wall, double Processor) Copy(ThroughputSettings one, int chunks)
    {
        using var from = new CyclicMemory(one.MemoryBytes);
        using var to = new CyclicMemory(one.MemoryBytes);
        TimeSpan before = Environment.CpuUsage.TotalTime;
        long begin = Stopwatch.GetTimestamp();
        for (int i = 0; i < chunks; i++) from.Next(one.ChunkBytes).CopyTo(to.Next(one.ChunkBytes));
        return (Stopwatch.GetElapsedTime(begin).TotalSeconds, (Environment.CpuUsage.TotalTime - before).TotalSeconds);
    }
}
