using Cluster.Coordinator.Cli.Options;

namespace Cluster.Coordinator.Cli;

public sealed class DurationTests
{
    [Theory]
    [InlineData("90", 90)]
    [InlineData("90s", 90)]
    [InlineData("0.25", 0.25)]
    [InlineData(".5s", 0.5)]
    [InlineData("1.5m", 90)]
    [InlineData("2h", 7200)]
    [InlineData("500ms", 0.5)]
    [InlineData("00:01:30", 90)]
    [InlineData("2:00:00", 7200)]
    [InlineData("1.00:00:00", 86400)]
    public void TryParse_Span_IsRead(string text, double seconds)
    {
        Assert.True(Duration.TryParse(text, out TimeSpan duration));
        Assert.Equal(TimeSpan.FromSeconds(seconds), duration);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("0s")]
    [InlineData("-1")]
    [InlineData("s")]
    [InlineData("ms")]
    [InlineData("1e3")]
    [InlineData("1 s")]
    [InlineData("90x")]
    [InlineData("1,5m")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("-Infinity")]
    [InlineData("-∞s")]
    [InlineData("00:00:00")]
    [InlineData("-00:01:00")]
    [InlineData("1:30")]
    [InlineData("0:01:75")]
    [InlineData("31.00:00:00")]
    [InlineData("99999999999999999999h")]
    public void TryParse_NoSpan_IsRefused(string text) => Assert.False(Duration.TryParse(text, out _));
}
