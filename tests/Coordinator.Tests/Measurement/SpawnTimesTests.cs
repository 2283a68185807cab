using System.Diagnostics;
using Cluster.Coordinator.Measurement.Spawn;
using Cluster.Coordinator.Measurement.Statistics;
using Cluster.Processes;

namespace Cluster.Coordinator.Measurement;

public sealed class SpawnTimesTests
{
    [Fact]
    public void Of_OneWorker_IsItsSteps()
    {
        SpawnTimes times = SpawnTimes.Of([Stamps(1, 2, 25, 26)], Ticks(40));

        Assert.Equal((1, 23, 1, 14), Milliseconds(times));
    }

    [Fact]
    public void Of_SeveralWorkers_LastsUntilTheLastHasGotThere()
    {
        // Who is last at one step need not be at the next.
        SpawnTimes times = SpawnTimes.Of([Stamps(1, 2, 31, 32), Stamps(1, 5, 20, 35)], Ticks(40));

        Assert.Equal((4, 26, 4, 5), Milliseconds(times));
        Assert.Equal(39, Math.Round(times.Total * 1000));
    }

    // Of many processes on few cores the last may be started after the others have connected, and even while they shake hands.
    [Fact]
    public void Of_AStartThatLastsLongerThanTheRuntimes_HasNoNegativePart()
    {
        SpawnTimes times = SpawnTimes.Of([Stamps(0, 50, 49, 49)], Ticks(60));

        Assert.Equal((50, 0, 0, 10), Milliseconds(times));
    }

    [Fact]
    public void Row_OfPairs_ComparesEachWithTheOneBesideIt()
    {
        SpawnTimes[] pool = [new(0.01, 0.03, 0, 0), new(0.1, 0.1, 0, 0), new(0.01, 0.02, 0, 0)];
        SpawnTimes[] bare = [new(0.01, 0.01, null, null), new(0.05, 0.05, null, null), new(0.01, 0.0, null, null)];

        var row = new SpawnRow(SpawnKind.Pool, 1, pool, bare);

        Assert.Equal((2, 2, 3), (Math.Round(row.OverBare.Minimum, 9), Math.Round(row.OverBare.Median, 9), Math.Round(row.OverBare.Maximum, 9)));
        Assert.Equal(Spread.Of(40, 200, 30), row.Milliseconds);
        Assert.Null(new SpawnRow(SpawnKind.DotNet, 1, bare, bare).FirstTask);
    }

    private static StartStamps Stamps(int asked, int started, int connected, int ready) =>
        new(Ticks(asked), Ticks(started), Ticks(connected), Ticks(ready));

    private static long Ticks(int milliseconds) => milliseconds * Stopwatch.Frequency / 1000;

    private static (double, double, double?, double?) Milliseconds(SpawnTimes times) =>
        (Round(times.ProcessStart)!.Value, Round(times.Runtime)!.Value, Round(times.Handshake), Round(times.FirstTask));

    private static double? Round(double? seconds) => seconds is { } value ? Math.Round(value * 1000, 6) : null;
}
