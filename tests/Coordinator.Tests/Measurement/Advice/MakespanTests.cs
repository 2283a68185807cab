namespace Cluster.Coordinator.Measurement.Advice;

public sealed class MakespanTests
{
    [Theory]
    [InlineData(0, 1, 4, 4, 0)]
    [InlineData(1, 0.25, 4, 4, 0.25)]
    [InlineData(5, 0.5, 1, 4, 4.5)]
    [InlineData(8, 1, 2, 2, 4)]
    [InlineData(9, 1, 2, 2, 5)]
    [InlineData(9, 0.5, 2, 2, 4.5)]
    [InlineData(3, 1, 8, 8, 1)]
    // More workers than cores: a round takes longer by as much, and so does what is left of one.
    [InlineData(8, 1, 4, 2, 4)]
    [InlineData(7, 1, 4, 2, 3.5)]
    [InlineData(2, 1, 4, 2, 1)]
    [InlineData(1, 1, 4, 2, 1)]
    public void Of_EqualChunks_GoInRounds(long chunks, double last, int workers, int cores, double expected) =>
        Assert.Equal(expected, Makespan.Of(chunks, last, workers, cores), 12);

    [Fact]
    public void Of_AnyNumbers_IsNeitherBelowTheShareNorAboveAll()
    {
        for (int chunks = 1; chunks < 40; chunks++)
        {
            for (int workers = 1; workers < 12; workers++)
            {
                for (int cores = 1; cores < 9; cores++)
                {
                    double span = Makespan.Of(chunks, 1, workers, cores);
                    Assert.InRange(span, ((double)chunks / Math.Min(workers, cores)) - 1e-9, chunks + 1e-9);
                }
            }
        }
    }
}
