using Cluster.Coordinator.Measurement.Statistics;
using Cluster.Memory;

namespace Cluster.Coordinator.Measurement.Limits;

/// <summary><c>limits</c>: the bandwidth of the memory, with one core to all.</summary>
/// <remarks>
/// Buffers far larger than any cache, touched before by the threads that use them. What was read and copied is added up, and so proven to
/// have been read and copied.
/// </remarks>
internal sealed class LimitsMeasurement : IMeasurement
{
    private const byte Value = 1;
    private const long Word = 0x0101_0101_0101_0101;

    public string Name => "limits";

    public string Summary => "read, write and copy bandwidth of the memory with one core to all: the ceiling of the other figures";

    public Task<IReadOnlyList<MeasurementRow>> RunAsync(
        MeasurementSettings settings, IProgress<double> progress, CancellationToken cancellationToken) =>
        MeasuringThread.RunAsync<IReadOnlyList<MeasurementRow>>(Name, () => Run(settings, progress, cancellationToken));

    private static List<MeasurementRow> Run(MeasurementSettings settings, IProgress<double> progress, CancellationToken cancellationToken)
    {
        // 1 GiB is 32 times the 32 MiB of a large third-level cache; two buffers must leave half of the memory to others.
        long length = settings.Choose(1L << 30, 256L << 20);
        settings.RequireMemory(4 * length);
        int[] threads = [.. Crew.Sizes(Environment.ProcessorCount)];
        var steps = new Steps(2 * 3 * threads.Length, progress, cancellationToken);
        var rows = new List<MeasurementRow>();
        foreach (bool huge in (bool[])[false, true])
        {
            if (huge && !HugePagePolicy.Read().AllowsAnonymous)
            {
                foreach (MemoryOperation operation in Enum.GetValues<MemoryOperation>())
                    rows.AddRange(threads.Select(count => new LimitsRow(operation, count, HugePages.Size, 0, length, null)));
                continue;
            }

            using var source = new AnonymousMemory(length, huge);
            using var target = new AnonymousMemory(length, huge);
            foreach (MemoryOperation operation in Enum.GetValues<MemoryOperation>())
            {
                foreach (int count in threads)
                {
                    rows.Add(Measure(operation, count, source.Range, target.Range, huge, settings.Choose(9, 3)));
                    steps.Next();
                }
            }
        }

        return rows;
    }

    private static LimitsRow Measure(MemoryOperation operation, int threads, MemoryRange source, MemoryRange target, bool huge, int repeats)
    {
        Crew.Run(threads, number =>
        {
            MemoryKernels.Fill(MemoryKernels.Part(source, number, threads), Value);
            MemoryKernels.Fill(MemoryKernels.Part(target, number, threads), 0);
        });
        long[] sums = new long[threads];
        Spread seconds = Spread.Repeat(repeats, () => Crew.Run(threads, number =>
        {
            MemoryRange from = MemoryKernels.Part(source, number, threads);
            MemoryRange to = MemoryKernels.Part(target, number, threads);
            switch (operation)
            {
                case MemoryOperation.Read: sums[number] = MemoryKernels.Sum(from); break;
                case MemoryOperation.Write: MemoryKernels.Fill(to, Value); break;
                default: MemoryKernels.Copy(from, to); break;
            }
        }));
        long sum = operation == MemoryOperation.Read ? sums.Sum() : MemoryKernels.Sum(target);
        if (sum != unchecked(Word * (source.Length / sizeof(long))))
            throw new InvalidOperationException($"{operation} of {source.Length:N0} bytes has lost some");
        MemoryRange touched = operation == MemoryOperation.Read ? source : target;
        int page = huge ? HugePages.Size : Environment.SystemPageSize;
        return new LimitsRow(operation, threads, page, HugePages.Mapped(touched), source.Length, seconds.RateOf(source.Length / 1e9));
    }
}
