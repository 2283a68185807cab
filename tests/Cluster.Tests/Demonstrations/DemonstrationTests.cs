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
        Lesson lesson = await Shown.RunAsync(new RngDemonstration());

        Assert.True(lesson.IsShown);
        Assert.Equal(
            [3.1422556, 3.1427648, 3.142728, 3.141858, 3.1406612, 3.141878, 3.1413508, 3.1413644, 3.1408592, 3.1417288],
            lesson.Value<double[]>("mistake", "estimatesBefore"));
        double[] estimates = [.. lesson.Column<double>("mistake", "estimate")];
        Assert.Equal(
            new Dictionary<double, int> { [3.1412484] = 4, [3.1412768] = 4, [3.1412796] = 2 },
            estimates.CountBy(static one => one).ToDictionary());
        Assert.Equal([4, 4, 2], lesson.Value<long[]>("mistake", "groups").OrderDescending());
        Assert.Equal(13, lesson.Value<long>("mistake", "equalPairs"));
        Assert.Equal(4, lesson.Column<long>("mistake", "process").Distinct().Count());
        Assert.DoesNotContain((long)Environment.ProcessId, lesson.Column<long>("mistake", "process"));
        Assert.Equal(10, lesson.Value<long>("alone", "distinct"));

        // What the document's threads drew, one after the other, from the same state.
        Assert.Equal(
            [3.1412484, 3.1412768, 3.1412796, 3.1421904, 3.1422264, 3.1411704, 3.1415984, 3.1423524, 3.1411896, 3.1417464],
            lesson.Value<double[]>("alone", "estimates"));
        Assert.Equal([10, 10, 10], lesson.Column<long>("cured", "distinct"));
        Assert.Single(lesson.Column<string>("cured", "digest").Distinct());
    }

    [Fact]
    public async Task NoReturn_OwnMemory_LeavesTheCoordinatorsEmpty()
    {
        Lesson lesson = await Shown.RunAsync(new NoReturnDemonstration());

        Assert.True(lesson.IsShown);
        Assert.Equal((10, 10, 0, 10), (
            lesson.Value<long>("counter", "expected"), lesson.Value<long>("counter", "inOneProcess"),
            lesson.Value<long>("counter", "coordinator"), lesson.Value<long>("counter", "inWorkers")));
        Assert.Equal(4, lesson.Column<long>("counter", "process").Count);
        Assert.Equal(10, lesson.Column<long>("counter", "counter").Sum());

        const long Cells = 700 * 699;
        Assert.Equal((Cells, 0, Cells), (
            lesson.Value<long>("matrix", "expected"), lesson.Value<long>("matrix", "coordinator"),
            lesson.Value<long>("matrix", "inWorkers")));
        Assert.Equal(8, lesson.Column<long>("matrix", "process").Count);
        Assert.Equal([9, 0], lesson.Column<long>("borders", "chunksRoundedDown"));
        Assert.Equal([8, 7], lesson.Column<long>("borders", "chunksRoundedUp"));

        Assert.Equal((10, Cells, false), (
            lesson.Value<long>("cured", "returned"), lesson.Value<long>("cured", "filled"),
            lesson.Value<bool>("cured", "finishedWhenStarted")));
        Assert.InRange(lesson.Value<double>("cured", "relativeDifference"), 0, 1e-12);
    }

    [Fact]
    public async Task Oversubscribe_TwoLevels_SwitchMoreForTheSameBits()
    {
        Lesson lesson = await Shown.RunAsync(new OversubscribeDemonstration());

        Assert.True(lesson.IsShown);
        Assert.True(lesson.Value<bool>("levels", "identical"));
        long[] threads = [.. lesson.Column<long>("levels", "threadsStarted")];
        Assert.Equal((0, 0), (threads[0], threads[1]));
        Assert.True(threads[2] > 0);
        long[] switches = [.. Switches("voluntarySwitches").Zip(Switches("involuntarySwitches"), static (a, b) => a + b)];
        Assert.True(switches[2] > 2 * switches[0], string.Join(", ", switches));
        Assert.Equal([0, 50, 2500], lesson.Column<long>("grain", "threadsStarted"));
        Assert.All(lesson.Column<double>("levels", "wallSeconds"), static wall => Assert.True(wall > 0));
        Assert.All(lesson.Column<double>("levels", "effectiveParallelism"), static busy => Assert.True(busy > 0));

        IReadOnlyList<long> Switches(string kind) => lesson.Column<long>("levels", kind);
    }

    [Fact]
    public async Task Deadlock_LeftForkFirst_NamesAllFive()
    {
        Lesson lesson = await Shown.RunAsync(new DeadlockDemonstration());

        Assert.True(lesson.IsShown, lesson.Diagnosis);
        Assert.Equal("Plato -> Konfuzius -> Socrates -> Voltaire -> Descartes -> Plato", lesson.Value<string>("mistake", "cycle"));
        Assert.Equal((5, 0), (lesson.Value<long>("mistake", "cycleLength"), lesson.Value<long>("mistake", "processesLeft")));
        Assert.Equal<long[]>([[0], [1], [2], [3], [4]], lesson.Column<long[]>("mistake", "holds"));
        Assert.Equal<long[]>([[1], [2], [3], [4], [0]], lesson.Column<long[]>("mistake", "waitsFor"));
        Assert.Equal(5, lesson.Column<long>("mistake", "process").Distinct().Count());
        foreach (long process in lesson.Column<long>("mistake", "process"))
            Assert.Contains($"(pid {process})", lesson.Diagnosis, StringComparison.Ordinal);

        Assert.Equal([20, 20, 20, 20, 20], lesson.Column<long>("cured", "meals"));
        Assert.Equal([0, 1, 2, 3, 0], lesson.Column<long>("cured", "firstFork"));
        Assert.Equal(0, lesson.Value<long>("cured", "circles"));
    }

    [Fact]
    public async Task Race_WithoutALock_LosesAdditionsAndTheCuresLoseNone()
    {
        Lesson lesson = await Shown.RunAsync(new RaceDemonstration());

        Assert.True(lesson.IsShown, lesson.Diagnosis);
        foreach (string who in new[] { "threads", "processes" })
        {
            Assert.Equal(["unsynchronized", "stale-read", "locked", "atomic", "per-worker"], lesson.Column<string>(who, "discipline"));
            long[] expected = [.. lesson.Column<long>(who, "expected")];
            long[][] actual = [.. lesson.Column<long[]>(who, "actual")];
            Assert.Equal([10_000_000, 1_000_000, 1_000_000, 1_000_000, 1_000_000], expected);
            for (int i = 0; i < expected.Length; i++) Assert.All(actual[i], one => Assert.InRange(one, 1, expected[i]));
            Assert.Contains(actual[0], one => one < expected[0]);
            for (int i = 2; i < expected.Length; i++) Assert.All(actual[i], one => Assert.Equal(expected[i], one));
        }

        foreach (string cure in new[] { "lockedLost", "atomicLost", "perWorkerLost" }) Assert.Equal(0, lesson.Value<long>("cured", cure));
    }
}
