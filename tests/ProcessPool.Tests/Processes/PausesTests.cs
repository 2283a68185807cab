using System.Diagnostics;

namespace Cluster.Processes;

[Trait("Fault", "27")]
public sealed class PausesTests
{
    private static readonly long Second = Stopwatch.Frequency;

    [Fact]
    public void RunningSince_TicksComeRegularly_IsTheBeginning()
    {
        var pauses = new Pauses(TimeSpan.FromSeconds(10), 1 * Second);
        for (int i = 2; i < 100; i++) pauses.Tick(i * Second);
        Assert.Equal(1 * Second, pauses.RunningSince(100 * Second));
    }

    [Fact]
    public void RunningSince_AGapBetweenTicks_IsItsEnd()
    {
        var pauses = new Pauses(TimeSpan.FromSeconds(10), 0);
        pauses.Tick(5 * Second);
        pauses.Tick(35 * Second);
        pauses.Tick(36 * Second);
        Assert.Equal(35 * Second, pauses.RunningSince(37 * Second));
    }

    [Fact]
    public void RunningSince_NobodyHasTickedSinceThePause_IsNow()
    {
        var pauses = new Pauses(TimeSpan.FromSeconds(10), 0);
        Assert.Equal(30 * Second, pauses.RunningSince(30 * Second));
    }
}
