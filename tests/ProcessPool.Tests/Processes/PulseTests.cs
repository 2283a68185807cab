using System.Diagnostics;

namespace Cluster.Processes;

[Trait("Fault", "24")]
public sealed class PulseTests
{
    private static readonly long Second = Stopwatch.Frequency;

    [Fact]
    public void Silence_NeverBeaten_CountsFromTheFirstLook()
    {
        var pulse = new Pulse();
        Assert.Equal(TimeSpan.Zero, pulse.Silence(0, 0, 100 * Second));
        Assert.Equal(TimeSpan.FromSeconds(9), pulse.Silence(0, 0, 109 * Second));
        Assert.Equal(TimeSpan.Zero, pulse.Silence(1, 0, 110 * Second));
    }

    [Fact]
    public void Silence_BeatsStop_GrowsFromTheLastOneSeen()
    {
        var pulse = new Pulse();
        Assert.Equal(TimeSpan.Zero, pulse.Silence(1, 0, 1 * Second));
        Assert.Equal(TimeSpan.Zero, pulse.Silence(2, 0, 2 * Second));
        Assert.Equal(TimeSpan.FromSeconds(9), pulse.Silence(2, 0, 11 * Second));
        Assert.Equal(TimeSpan.Zero, pulse.Silence(3, 0, 12 * Second));
    }

    [Fact]
    [Trait("Fault", "27")]
    public void Silence_ThisProcessWasPaused_CountsFromItsReturn()
    {
        var pulse = new Pulse();
        pulse.Silence(5, 0, 1 * Second);
        Assert.Equal(TimeSpan.FromSeconds(1), pulse.Silence(5, runningSince: 60 * Second, 61 * Second));
    }
}
