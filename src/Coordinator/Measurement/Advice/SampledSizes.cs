namespace Cluster.Coordinator.Measurement.Advice;

/// <summary>What a chunk costs at sizes that were not sampled: a power of the size between two that were, and beyond them.</summary>
/// <param name="samples">By size, ascending; at least one.</param>
internal sealed class SampledSizes(IReadOnlyList<SampledSize> samples)
{
    /// <param name="size">Value of the size option.</param>
    /// <param name="slices">Of a full chunk at that size.</param>
    /// <param name="memoryBytes">That such a chunk reads from and writes to memory.</param>
    internal ChunkCosts At(long size, long slices, double memoryBytes)
    {
        SampledSize nearest = samples.MinBy(sample => Math.Abs(Math.Log((double)sample.Size / size)))!;
        ChunkCosts costs = nearest.Costs with { MemoryBytes = memoryBytes };
        if (nearest.Size == size) return costs;
        if (samples.Count == 1)
        {
            double same = (double)slices / nearest.Slices;
            return costs with
            {
                Computing = costs.Computing.Select(point => point.Value * same),
                ComputingReceived = costs.ComputingReceived.Select(point => point.Value * same),
            };
        }

        int above = 1;
        while (above < samples.Count - 1 && samples[above].Size < size) above++;
        (SampledSize from, SampledSize to) = (samples[above - 1], samples[above]);
        double share = Math.Log((double)size / from.Size) / Math.Log((double)to.Size / from.Size);
        return costs with { Computing = Between(static one => one.Computing), ComputingReceived = Between(static one => one.ComputingReceived) };

        Curve Between(Func<ChunkCosts, Curve> of) => of(costs).Select(point => Power(
            of(from.Costs).At(point.Workers) * (1.0 / from.Slices), of(to.Costs).At(point.Workers) * (1.0 / to.Slices), share) * slices);
    }

    private static Estimate Power(Estimate from, Estimate to, double share) =>
        new(Power(from.Low, to.Low, share), Power(from.Middle, to.Middle, share), Power(from.High, to.High, share));

    private static double Power(double from, double to, double share) => from <= 0 || to <= 0 ? Math.Max(from, to) : from * Math.Pow(to / from, share);
}
