namespace Cluster.Coordinator.Measurement.Advice;

public sealed class SampledSizesTests
{
    [Theory]
    [InlineData(1000)]
    [InlineData(4000)]
    [InlineData(10_000)]
    [InlineData(500)]
    [InlineData(160_000)]
    public void At_SliceThatGrowsWithThePower_IsOnIt(long size)
    {
        // A slice takes 1 ns × size^1.5; chunks have 10 slices at one sampled size, 40 at the other, and 7 where they are asked for.
        var sizes = new SampledSizes([Sample(1000, 10), Sample(10_000, 40)]);

        ChunkCosts costs = sizes.At(size, 7, memoryBytes: 5);

        if (size is 1000 or 10_000) return;
        Assert.Equal(7e-9 * Math.Pow(size, 1.5), costs.Computing.At(1).Middle, 7e-9 * Math.Pow(size, 1.5) * 1e-9);
        Assert.Equal(5, costs.MemoryBytes);
    }

    [Fact]
    public void At_SampledSize_IsThatSample() => Assert.Equal(
        10e-9 * Math.Pow(1000, 1.5), new SampledSizes([Sample(1000, 10), Sample(10_000, 40)]).At(1000, 10, 0).Computing.At(1).Middle, 1e-15);

    [Fact]
    public void At_OneSample_GoesByTheSlices() => Assert.Equal(
        30e-9 * Math.Pow(1000, 1.5), new SampledSizes([Sample(1000, 10)]).At(64_000, 30, 0).Computing.At(1).Middle, 1e-12);

    private static SampledSize Sample(long size, long slices) => new(size, slices, MadeUp.Chunk(slices * 1e-9 * Math.Pow(size, 1.5)));
}
