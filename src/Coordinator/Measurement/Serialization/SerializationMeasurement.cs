using System.Buffers;
using System.Diagnostics;
using Cluster.Coordinator.Measurement.Statistics;

namespace Cluster.Coordinator.Measurement.Serialization;

/// <summary><c>serialization</c>: every codec over every type, small to large.</summary>
internal sealed class SerializationMeasurement : IMeasurement
{
    public string Name => "serialization";

    public string Summary => "codec x type x size: encode and decode, bytes per payload byte, allocated bytes";

    public Task<IReadOnlyList<MeasurementRow>> RunAsync(
        MeasurementSettings settings, IProgress<double> progress, CancellationToken cancellationToken) =>
        MeasuringThread.RunAsync<IReadOnlyList<MeasurementRow>>(Name, () => Run(settings, progress, cancellationToken));

    private static List<MeasurementRow> Run(MeasurementSettings settings, IProgress<double> progress, CancellationToken cancellationToken)
    {
        // A message, a chunk that stays in the second-level cache, one that does not.
        int[] sizes = settings.Choose<int[]>([1 << 10, 64 << 10, 8 << 20], [1 << 10, 64 << 10]);
        var rows = new List<MeasurementRow>();
        SerializationCase[] cases = [.. sizes.SelectMany(SerializationCases.Of)];
        var steps = new Steps(cases.Length, progress, cancellationToken);
        WarmUp();
        foreach (SerializationCase one in cases)
        {
            rows.Add(Measure(one, settings.Choose(7, 3), settings.Choose(8 << 20, 1 << 20)));
            steps.Next();
        }

        return rows;
    }

    // All of them in turns: they share most of their code, and none is to be measured before that has been compiled for the last time.
    private static void WarmUp()
    {
        SerializationCase[] small = [.. SerializationCases.Of(1 << 10)];
        var buffer = new ArrayBufferWriter<byte>();
        Compilation.Settle(() =>
        {
            foreach (SerializationCase one in small)
            {
                buffer.ResetWrittenCount();
                one.Encode(one.Values, buffer);
                one.Decode(buffer.WrittenMemory);
            }
        });
    }

    private static SerializationRow Measure(SerializationCase one, int repeats, int bytesPerSample)
    {
        var buffer = new ArrayBufferWriter<byte>(1 << 10);
        one.Encode(one.Values, buffer);
        byte[] encoded = buffer.WrittenSpan.ToArray();
        Check(one, encoded, buffer);

        // Small values many times in a row, so that the clock does not count.
        int calls = (int)Math.Max(1, bytesPerSample / one.PayloadBytes);
        Spread encode = Spread.Repeat(repeats, () => Seconds(calls, () =>
        {
            buffer.ResetWrittenCount();
            one.Encode(one.Values, buffer);
        }));
        Spread decode = Spread.Repeat(repeats, () => Seconds(calls, () => one.Decode(encoded)));
        double gigabytes = (double)calls * one.PayloadBytes / 1e9;
        buffer.ResetWrittenCount();
        (long encoding, long decoding) = (Allocated(() => one.Encode(one.Values, buffer)), Allocated(() => one.Decode(encoded)));
        return new SerializationRow(one, encoded.Length, encode.RateOf(gigabytes), decode.RateOf(gigabytes), encoding, decoding);
    }

    // What was decoded must give the same bytes again.
    private static void Check(SerializationCase one, byte[] encoded, ArrayBufferWriter<byte> buffer)
    {
        buffer.ResetWrittenCount();
        one.Encode(one.Decode(encoded), buffer);
        if (!buffer.WrittenSpan.SequenceEqual(encoded))
            throw new InvalidOperationException($"{one.Codec} of {one.Type} does not read back what it wrote");
    }

    private static double Seconds(int calls, Action call)
    {
        long begin = Stopwatch.GetTimestamp();
        for (int i = 0; i < calls; i++) call();
        return Stopwatch.GetElapsedTime(begin).TotalSeconds;
    }

    private static long Allocated(Action call)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        call();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
