using Cluster.TestKit.Crashes;

namespace Cluster.Tests.Pools.Crashes;

public sealed class CrashMatrixTests : PoolTest
{
    public static TheoryData<FaultPoint> Points => [.. Enum.GetValues<FaultPoint>().Where(static point => CrashMatrix.Has(point, FaultTraffic.Tasks))];
    private static readonly int[] Times = [1, 1000];

    [Theory]
    [MemberData(nameof(Points))]
    public async Task Explore(FaultPoint point)
    {
        await Task.WhenAll(Enum.GetValues<FaultWay>().SelectMany(way => Times.Select(async most =>
        {
            string text;
            try {
            FaultyTasks run = await FaultyTasks.ExecuteAsync(point, way, most);
            text = $"{point}|{way}|{most}|values {run.Values} started {run.Started} failed {run.Failed}|{run.Failures.Count} {string.Join(",", run.Failures.Select(f => f.GetType().Name).Distinct())}|{(run.Failures.Count > 0 ? run.Failures[0].Message : "")}";
            } catch (Exception ex) { text = $"{point}|{way}|{most}|EXCEPTION {ex}"; }
            lock (Times) File.AppendAllText("/tmp/wt-matrix/artifacts/explore-tasks.txt", text + "\n");
        })));
    }
}
