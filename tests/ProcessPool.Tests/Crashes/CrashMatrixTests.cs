using Cluster.TestKit.Crashes;

namespace Cluster.Tests.Pools.Crashes;

/// <summary>A worker fails at every point of its life in every way, and then all workers do: what becomes of the tasks is what the matrix says, and nothing is left.</summary>
/// <remarks>The ways of one point run at the same time, each with a pool of its own: a hang takes as long as its limit.</remarks>
[Trait("Fault", "4")]
[Trait("Fault", "5")]
[Trait("Fault", "7")]
[Trait("Fault", "8")]
[Trait("Fault", "11")]
[Trait("Fault", "20")]
[Trait("Fault", "22")]
[Trait("Fault", "50")]
[Trait("Fault", "54")]
public sealed class CrashMatrixTests : PoolTest
{
    private const int All = 1000;

    public static TheoryData<FaultPoint, PoolChannel> Points =>
    [
        .. from channel in new[] { PoolChannel.Pipe, PoolChannel.Ring }
           from point in Enum.GetValues<FaultPoint>()
           where CrashMatrix.Has(point, FaultTraffic.Tasks, rings: channel == PoolChannel.Ring)
           select (point, channel),
    ];

    [Theory]
    [MemberData(nameof(Points))]
    public Task Submit_OneWorkerFails_EndsAsTheMatrixSays(FaultPoint point, PoolChannel channel) => EveryWayAsync(point, async row =>
    {
        FaultyTasks run = await FaultyTasks.ExecuteAsync(point, row.Way, 1, channel);
        Assert.True(Ending(run) is { } ending && ending == row.Once, $"{row}: {Describe(run)} instead of {row.Once}");
        Assert.True(run.Failures.Count == (row.Once == CrashEnding.SameResult ? 0 : 1), $"{row}: {run.Failures.Count} tasks failed");
        Assert.True(run.Failed == 1, $"{row}: {run.Failed} workers failed by plan");
        if (row.Once is CrashEnding.TaskLost or CrashEnding.StartFailed) Assert.Contains(row.Sign, run.Failures[0].Message, StringComparison.Ordinal);
    });

    [Theory]
    [Trait("Fault", "18")]
    [MemberData(nameof(Points))]
    public Task Submit_EveryWorkerFails_EndsAsTheMatrixSays(FaultPoint point, PoolChannel channel) => EveryWayAsync(point, async row =>
    {
        if (IsLikeAnother(row)) return;
        FaultyTasks run = await FaultyTasks.ExecuteAsync(point, row.Way, All, channel);
        Assert.True(Ending(run) is { } ending && row.Always.Contains(ending), $"{row}: {Describe(run)} instead of {string.Join(" or ", row.Always)}");
        // A worker that throws lives on, and is as good as any then.
        Assert.True(run.Values == 0 || run.Failures.Count == 0 || row.Always.Contains(CrashEnding.TaskThrew), $"{row}: {run.Values} tasks gave a result");
        Assert.True(run.Failed >= 1, $"{row}: no worker failed by plan");
    });

    // Where every worker fails, an exit is met as a kill is; and what takes a limit each time, in one place.
    private static bool IsLikeAnother(CrashRow row) =>
        row.Way is FaultWay.Exit0 or FaultWay.Exit3 or FaultWay.Segv
        || (row.Way == FaultWay.Hang && row.Point != FaultPoint.Run) || (row.Way == FaultWay.Garbage && row.Point == FaultPoint.SendHalf);

    private static Task EveryWayAsync(FaultPoint point, Func<CrashRow, Task> check) => Task.WhenAll(CrashMatrix.Of(point, FaultTraffic.Tasks).Select(check));

    // Null where it is none, or where the tasks have failed in different ways.
    private static CrashEnding? Ending(FaultyTasks run)
    {
        if (!run.Started) return CrashEnding.StartFailed;
        CrashEnding?[] endings = [.. run.Failures.Select(Ending).Distinct()];
        return endings.Length switch { 0 => CrashEnding.SameResult, 1 => endings[0], _ => null };
    }

    private static CrashEnding? Ending(Exception failure) => failure switch
    {
        RemoteTaskException => CrashEnding.TaskThrew,
        WorkerLostException => CrashEnding.TaskLost,
        TaskTimeoutException => CrashEnding.TaskTimedOut,
        PoolBrokenException => CrashEnding.PoolBroken,
        _ => null,
    };

    private static string Describe(FaultyTasks run) =>
        $"{run.Values} results, {string.Join("; ", run.Failures.Select(static failure => $"{failure.GetType().Name}: {failure.Message}").Distinct().Take(3))}";
}
