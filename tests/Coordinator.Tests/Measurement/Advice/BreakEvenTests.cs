using Cluster.Coordinator.Execution;

namespace Cluster.Coordinator.Measurement.Advice;

/// <summary>Lines whose crossings are known.</summary>
public sealed class BreakEvenTests
{
    private static readonly long[] Sizes = [.. Enumerable.Range(0, 15).Select(power => 1000L << power)];

    [Fact]
    public void Find_FixedCostAgainstSlope_CrossesWhereTheyAreEqual()
    {
        // 10 ms + 1 µs per element against 3 µs per element: equal at 5000, which is between two sizes.
        BreakEven one = Find(size => 10e-3 + (1e-6 * size), size => 3e-6 * size);

        Assert.InRange(one.From!.Value, 4800, 5200);
        Assert.Null(one.To);
    }

    [Fact]
    public void Find_AlwaysFaster_FromTheSmallestOn() => Assert.Equal((1000L, (long?)null), Range(Find(size => size, size => 2 * size)));

    [Fact]
    public void Find_NeverFaster_SaysWhereItComesClosest()
    {
        BreakEven one = Find(size => (1e-3 + (2e-6 * size)) * 1.5, size => 2e-6 * size);

        Assert.Null(one.From);
        Assert.Equal((1e-3 + (2e-6 * Sizes[^1])) * 1.5, one.AtLargest.Warm.Middle, 1e-12);
    }

    [Fact]
    public void Find_FasterInTheMiddleOnly_HasBothEnds()
    {
        // Faster while it fits into something: from 4000 up to 64,000.
        BreakEven one = Find(size => size is >= 4000 and <= 64_000 ? 0.5 * size : 2 * size, size => size);

        Assert.InRange(one.From!.Value, 2001, 4000);
        Assert.InRange(one.To!.Value, 64_000, 127_999);
    }

    [Fact]
    public void Find_OneSizeOutOfLine_BelongsToNoRule()
    {
        BreakEven one = Find(size => size == 2000 || size >= 256_000 ? 0.5 * size : 2 * size, size => size);

        Assert.InRange(one.From!.Value, 128_001, 256_000);
        Assert.Null(one.To);
    }

    [Fact]
    public void Find_FirstCalls_ComparesThose()
    {
        SizedForecasts[] sizes = [.. Sizes.Select(size => new SizedForecasts(size, [Of(ExecutionMode.Threads, 1, size), Of(ExecutionMode.Shared, 0.5, 2 * size)]))];

        Assert.Equal(1000, BreakEven.Find(sizes, ExecutionMode.Shared, ExecutionMode.Threads, firstCall: false).From);
        Assert.Null(BreakEven.Find(sizes, ExecutionMode.Shared, ExecutionMode.Threads, firstCall: true).From);
    }

    private static BreakEven Find(Func<long, double> shared, Func<long, double> sequential) => BreakEven.Find(
        [.. Sizes.Select(size => new SizedForecasts(
            size, [Of(ExecutionMode.Sequential, sequential(size), sequential(size)), Of(ExecutionMode.Shared, shared(size), shared(size))]))],
        ExecutionMode.Shared, ExecutionMode.Sequential, firstCall: false);

    private static (long? From, long? To) Range(BreakEven one) => (one.From, one.To);

    private static Forecast Of(ExecutionMode mode, double warm, double first) =>
        new(mode, 2, Estimate.Exactly(warm), Estimate.Exactly(first), new ForecastParts(warm, 0, 0, 0, 0));
}
