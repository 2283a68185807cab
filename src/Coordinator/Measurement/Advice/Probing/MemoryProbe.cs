using Cluster.Memory;

namespace Cluster.Coordinator.Measurement.Advice.Probing;

/// <summary>The read bandwidth of the memory, with one thread to as many as there are cores: no job reads faster.</summary>
internal static class MemoryProbe
{
    private const int Repeats = 5;

    /// <summary>Bytes per second by number of threads, all together.</summary>
    /// <param name="bytes">Far more than the caches hold.</param>
    /// <param name="threads">Ascending.</param>
    internal static Curve Run(long bytes, IReadOnlyList<int> threads)
    {
        using var memory = new NativeBuffer(bytes);
        var all = new MemoryRange(memory.Address, bytes);
        MemoryKernels.Fill(all, 1);
        return new Curve([.. threads.Select(count => new CurvePoint(count, Rate(all, count)))]);
    }

    private static Estimate Rate(MemoryRange memory, int threads)
    {
        long[] sums = new long[threads];
        double[] rates = new double[Repeats];
        for (int i = -1; i < Repeats; i++)
        {
            double seconds = Crew.Run(threads, number => sums[number] = MemoryKernels.Sum(MemoryKernels.Part(memory, number, threads)));
            if (i >= 0) rates[i] = memory.Length / seconds;
        }

        return Estimate.Of(rates);
    }
}
