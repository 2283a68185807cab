using Cluster.TestKit;

namespace Cluster.Tests.Pools.FromPython;

/// <summary>A slot for each worker in place of a lock: row MCP-16, 1000 three times.</summary>
public sealed class SlotPerWorkerTests(TwoWorkers workers) : IClassFixture<TwoWorkers>
{
    [Fact]
    public async Task Slots_PlainAdditionsByWorkerNumber_SumTo1000ThreeTimes()
    {
        for (int run = 0; run < 3; run++)
        {
            using SharedArray<int> slots = workers.Pool.CreateShared<int>(workers.Pool.Workers);
            await workers.Pool.ForEachAsync(static (SharedArray<int> each, WorkerContext context) => { each[context.WorkerId]++; }, Enumerable.Repeat(slots, 1000)).OrTimeout();
            Assert.Equal(1000, slots.AsSpan().ToArray().Sum());
        }
    }
}
