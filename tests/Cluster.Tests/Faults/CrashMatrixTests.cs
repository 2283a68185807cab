using Cluster.Coordinator.Execution;
using Cluster.Processes;
using Cluster.TestKit.Crashes;

namespace Cluster.Tests.Faults;

/// <summary>A worker fails at every point of its life in every way, and then all workers do: what the user sees is what the matrix says, and nothing is left.</summary>
/// <remarks>The ways of one point run at the same time, each with a pool of its own: a hang takes as long as its limit.</remarks>
[Trait("Fault", "4")]
[Trait("Fault", "5")]
[Trait("Fault", "6")]
[Trait("Fault", "7")]
[Trait("Fault", "8")]
[Trait("Fault", "11")]
[Trait("Fault", "20")]
[Trait("Fault", "50")]
[Trait("Fault", "54")]
public sealed class CrashMatrixTests(FaultyDigest digest) : ProcessTest, IClassFixture<FaultyDigest>
{
    private const int All = 1000;

    public static TheoryData<FaultPoint, FaultTraffic, PoolChannel> Points =>
    [
        .. from channel in new[] { PoolChannel.Pipe, PoolChannel.Ring }
           from traffic in new[] { FaultTraffic.Shared, FaultTraffic.Board, FaultTraffic.Pipe }
           from point in Enum.GetValues<FaultPoint>()
           where CrashMatrix.Has(point, traffic, rings: channel == PoolChannel.Ring)
           select (point, traffic, channel),
    ];

    [Theory]
    [MemberData(nameof(Points))]
    public Task Run_OneWorkerFails_EndsAsTheMatrixSays(FaultPoint point, FaultTraffic traffic, PoolChannel channel) => EveryWayAsync(point, traffic, async row =>
    {
        FaultyRun run = await FaultyRun.ExecuteAsync(point, row.Way, traffic, 1, Limits(row), channel: channel);
        Expect(row, [row.Once], run, digest.Expected);
        Assert.True(run.Failed == 1, $"{row}: {run.Failed} workers failed by plan");
        if (run.Fault is not null) return;
        // Of a limit on chunks a worker may fall foul that is only slow.
        Assert.True(run.WorkersLost == (row.IsLoss ? 1 : 0) || (NeedsLimit(row) && run.WorkersLost > 1), $"{row}: {run.WorkersLost} workers lost");
        // Of a worker that did not start: why, and that there is one less.
        bool isStart = row.Always.Contains(CrashEnding.StartFailed);
        Assert.True(run.Warnings.Count == run.WorkersLost + (isStart ? 2 : 0), $"{row}: {string.Join('\n', run.Warnings)}");
        if (row.IsLoss || isStart) Assert.Contains(row.Sign, run.Warnings[0], StringComparison.Ordinal);
    });

    [Theory]
    [Trait("Fault", "18")]
    [MemberData(nameof(Points))]
    public Task Run_EveryWorkerFails_EndsAsTheMatrixSays(FaultPoint point, FaultTraffic traffic, PoolChannel channel) => EveryWayAsync(point, traffic, async row =>
    {
        if (IsLikeAnother(row)) return;
        FaultyRun run = await FaultyRun.ExecuteAsync(point, row.Way, traffic, All, Limits(row), FaultyRun.BriefRequest(), channel);
        Expect(row, row.Always, run, digest.ExpectedOfBrief);
        Assert.True(run.Failed >= 1, $"{row}: no worker failed by plan");
    });

    private static void Expect(CrashRow row, IReadOnlyList<CrashEnding> endings, FaultyRun run, string expected)
    {
        string ending = run.Fault is { } fault ? fault.Code.ToString() : run.Digest == expected ? nameof(CrashEnding.SameResult) : "another result";
        Assert.True(endings.Any(each => each.ToString() == ending), $"{row}: {ending} instead of {string.Join(" or ", endings)}; {run.Fault?.Message}");
        if (run.Fault is not null) Assert.True(run.Fault.Message.Contains(row.Sign, StringComparison.Ordinal), $"{row}: {run.Fault.Message}");
    }

    private static Task EveryWayAsync(FaultPoint point, FaultTraffic traffic, Func<CrashRow, Task> check) => Task.WhenAll(CrashMatrix.Of(point, traffic).Select(check));

    // A frame that is begun and not ended is a hang, too.
    private static bool NeedsLimit(CrashRow row) => row.IsLoss && (row.Way == FaultWay.Hang || (row.Way == FaultWay.Garbage && row.Point == FaultPoint.SendHalf));

    // Where every worker fails, an exit is met as a kill is; and what takes its limit each time, in one place.
    private static bool IsLikeAnother(CrashRow row) =>
        row.Way is FaultWay.Exit0 or FaultWay.Exit3 or FaultWay.Segv || (NeedsLimit(row) && row.Point != FaultPoint.Run);

    private static PoolOptions Limits(CrashRow row)
    {
        var options = new PoolOptions { StopLimit = TimeSpan.FromMilliseconds(300), ChunkLimit = NeedsLimit(row) ? TimeSpan.FromMilliseconds(800) : null };
        if (row.Always.Contains(CrashEnding.StartFailed)) options.StartLimit = TimeSpan.FromSeconds(1);
        return options;
    }
}
