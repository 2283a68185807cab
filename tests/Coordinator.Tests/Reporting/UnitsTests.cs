using Cluster.Coordinator.Reporting.Wording;

namespace Cluster.Coordinator.Reporting;

public sealed class UnitsTests
{
    [Theory]
    [InlineData(0, "0 ms")]
    [InlineData(0.0000001, "<0.001 ms")]
    [InlineData(0.0000123, "0.012 ms")]
    [InlineData(0.001, "1.00 ms")]
    [InlineData(0.0123456, "12.3 ms")]
    [InlineData(0.99949, "999 ms")]
    [InlineData(0.9996, "1.00 s")]
    [InlineData(90, "90.0 s")]
    [InlineData(1234, "1234 s")]
    public void Time_HasThreeDigits(double seconds, string text) => Assert.Equal(text, Units.Time(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(999, "999 B")]
    [InlineData(1000, "0.977 KiB")]
    [InlineData(1 << 20, "1.00 MiB")]
    [InlineData(2_400_000_000, "2.24 GiB")]
    [InlineData(long.MaxValue, "8.00 EiB")]
    public void Bytes_HasThreeDigits(long bytes, string text) => Assert.Equal(text, Units.Bytes(bytes));

    [Theory]
    [InlineData(0, "0.0%")]
    [InlineData(0.0512, "5.1%")]
    [InlineData(0.9949, "99%")]
    [InlineData(1.06, "106%")]
    public void Percent_HasTwoDigits(double share, string text) => Assert.Equal(text, Units.Percent(share));

    [Fact]
    public void ResultText_LongArray_ShowsItsEndsAndItsLength()
    {
        Assert.Equal("1, 2, 3 … 10 (10 numbers)", ResultText.Of(new long[] { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 }));
        Assert.Equal("[1.5, NaN]", ResultText.Of(new[] { 1.5, double.NaN }));
        Assert.Equal("[]", ResultText.Of(Array.Empty<double>()));
    }
}
