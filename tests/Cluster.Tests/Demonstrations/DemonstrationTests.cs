using Cluster.Coordinator.Demonstrations.Deadlock;
using Cluster.Coordinator.Demonstrations.NoReturn;
using Cluster.Coordinator.Demonstrations.Oversubscribe;
using Cluster.Coordinator.Demonstrations.Race;
using Cluster.Coordinator.Demonstrations.Rng;
using Cluster.Coordinator.Reporting.Demonstrations;

namespace Cluster.Tests.Demonstrations;

/// <summary>Each mistake is made by real processes, found, and gone with the cure.</summary>
public sealed class DemonstrationTests : ProcessTest
{
    // The whole session of the document, to its last digit: ten tasks in the parent, ten in four workers that inherit its generator.
    [Fact]
    public async Task Rng_InheritedState_GivesTheDocumentsEstimates()
    {
        DemonstrationReport report = await Shown.RunAsync(new RngDemonstration());

        Assert.True(report.IsShown);
        Assert.Equal(
            [3.1422556, 3.1427648, 3.142728, 3.141858, 3.1406612, 3.141878, 3.1413508, 3.1413644, 3.1408592, 3.1417288],
            report.Value<double[]>("mistake", "parentEstimates"));
        double[] estimates = [.. report.Column<double>("mistake", "estimate")];
        Assert.Equal(
            new Dictionary<double, int> { [3.1412484] = 4, [3.1412768] = 4, [3.1412796] = 2 }, estimates.CountBy(static one => one).ToDictionary());
        Assert.Equal([4, 4, 2], report.Value<long[]>("mistake", "groups").OrderDescending());
        Assert.Equal(13, report.Value<long>("mistake", "equalPairs"));
        Assert.Equal(4, report.Column<long>("mistake", "process").Distinct().Count());
        Assert.DoesNotContain((long)Environment.ProcessId, report.Column<long>("mistake", "process"));
        Assert.Equal(10, report.Value<long>("alone", "distinct"));
        Assert.Equal([10, 10, 10], report.Column<long>("cured", "distinct"));
        Assert.Single(report.Column<string>("cured", "digest").Distinct());
    }

    [Fact]
    public async Task NoReturn_OwnMemory_LeavesTheCoordinatorsEmpty()
    {
        DemonstrationReport report = await Shown.RunAsync(new NoReturnDemonstration());

        Assert.True(report.IsShown);
        Assert.Equal((10, 10, 0, 10), (
            report.Value<long>("counter", "expected"), report.Value<long>("counter", "inOneProcess"),
            report.Value<long>("counter", "coordinator"), report.Value<long>("counter", "inWorkers")));
        Assert.Equal(4, report.Column<long>("counter", "process").Count);
        Assert.Equal(10, report.Column<long>("counter", "counter").Sum());

        const long Cells = 700 * 699;
        Assert.Equal((Cells, 0, Cells), (
            report.Value<long>("matrix", "expected"), report.Value<long>("matrix", "coordinator"), report.Value<long>("matrix", "inWorkers")));
        Assert.Equal(8, report.Column<long>("matrix", "process").Count);
        Assert.Equal([9, 0], report.Column<long>("borders", "chunksRoundedDown"));
        Assert.Equal([8, 7], report.Column<long>("borders", "chunksRoundedUp"));

        Assert.Equal((10, Cells, false), (
            report.Value<long>("cured", "returned"), report.Value<long>("cured", "filled"), report.Value<bool>("cured", "finishedWhenStarted")));
        Assert.InRange(report.Value<double>("cured", "relativeDifference"), 0, 1e-12);
    }

    [Fact]
    public async Task Oversubscribe_TwoLevels_SwitchMoreForTheSameBits()
    {
        DemonstrationReport report = await Shown.RunAsync(new OversubscribeDemonstration());

        Assert.True(report.IsShown);
        Assert.True(report.Value<bool>("levels", "identical"));
        long[] threads = [.. report.Column<long>("levels", "threadsStarted")];
        Assert.Equal((0, 0), (threads[0], threads[1]));
        Assert.True(threads[2] > 0);
        long[] switches = [.. report.Column<long>("levels", "voluntarySwitches").Zip(report.Column<long>("levels", "involuntarySwitches"), static (a, b) => a + b)];
        Assert.True(switches[2] > 2 * switches[0], string.Join(", ", switches));
        Assert.Equal([0, 50, 2500], report.Column<long>("grain", "threadsStarted"));
        Assert.All(report.Column<double>("levels", "wallSeconds"), static wall => Assert.True(wall > 0));
        Assert.All(report.Column<double>("levels", "effectiveParallelism"), static busy => Assert.True(busy > 0));
    }

    [Fact]
    public async Task Deadlock_LeftForkFirst_NamesAllFive()
    {
        DemonstrationReport report = await Shown.RunAsync(new DeadlockDemonstration());

        Assert.True(report.IsShown, report.Diagnosis);
        Assert.Equal("Plato -> Konfuzius -> Socrates -> Voltaire -> Descartes -> Plato", report.Value<string>("mistake", "cycle"));
        Assert.Equal((5, 0), (report.Value<long>("mistake", "cycleLength"), report.Value<long>("mistake", "processesLeft")));
        Assert.Equal(["0", "1", "2", "3", "4"], report.Column<long[]>("mistake", "holds").Select(static forks => string.Join(',', forks)));
        Assert.Equal(["1", "2", "3", "4", "0"], report.Column<long[]>("mistake", "waitsFor").Select(static forks => string.Join(',', forks)));
        Assert.Equal(5, report.Column<long>("mistake", "process").Distinct().Count());
        foreach (long process in report.Column<long>("mistake", "process")) Assert.Contains($"(pid {process})", report.Diagnosis, StringComparison.Ordinal);

        Assert.Equal([20, 20, 20, 20, 20], report.Column<long>("cured", "meals"));
        Assert.Equal([0, 1, 2, 3, 0], report.Column<long>("cured", "firstFork"));
        Assert.Equal(0, report.Value<long>("cured", "circles"));
    }

    [Fact]
    public async Task Race_WithoutALock_LosesAdditionsAndTheCuresLoseNone()
    {
        DemonstrationReport report = await Shown.RunAsync(new RaceDemonstration());

        Assert.True(report.IsShown, report.Diagnosis);
        foreach (string who in new[] { "threads", "processes" })
        {
            Assert.Equal(["unsynchronized", "stale-read", "locked", "atomic", "per-worker"], report.Column<string>(who, "discipline"));
            long[] expected = [.. report.Column<long>(who, "expected")];
            long[][] actual = [.. report.Column<long[]>(who, "actual")];
            Assert.Equal([10_000_000, 1_000_000, 1_000_000, 1_000_000, 1_000_000], expected);
            for (int i = 0; i < expected.Length; i++) Assert.All(actual[i], one => Assert.InRange(one, 1, expected[i]));
            Assert.Contains(actual[0], one => one < expected[0]);
            for (int i = 2; i < expected.Length; i++) Assert.All(actual[i], one => Assert.Equal(expected[i], one));
        }

        foreach (string cure in new[] { "lockedLost", "atomicLost", "perWorkerLost" }) Assert.Equal(0, report.Value<long>("cured", cure));
    }
}
