using System.Diagnostics;
using Cluster.TestKit;

namespace Cluster.Tests.Pools.Values;

/// <summary>Values that stay with workers, when workers do not stay.</summary>
public sealed class ResidentTests : PoolTest
{
    [Fact]
    public async Task Broadcast_AfterAWorkerWasKilled_ItsReplacementHasTheValue()
    {
        await using ProcessPool pool = await StartAsync();
        using Resident<int[]> value = await pool.BroadcastAsync<int[]>([1, 2, 3]).OrTimeout();
        foreach (WorkerInfo worker in pool.WorkerProcesses) Process.GetProcessById(worker.ProcessId).Kill();
        int[] sums = await pool.MapAsync(static (Resident<int[]> x) => x.Value.Sum(), Enumerable.Repeat(value, 50), new MapOptions { BatchSize = 1 }).ToArrayAsync().AsTask().OrTimeout();
        Assert.All(sums, static sum => Assert.Equal(6, sum));
    }

    [Fact]
    public async Task Scatter_AfterAWorkerWasKilled_PartsAreAsTheyWereSent()
    {
        await using ProcessPool pool = await StartAsync();
        IReadOnlyList<Resident<int[]>> parts = await pool.ScatterAsync([.. Enumerable.Range(0, 9)]).OrTimeout();
        Assert.Equal([4, 5], parts.Select(static part => part.Value.Length));
        Process.GetProcessById(pool.WorkerProcesses.Single(static worker => worker.Id == 1).ProcessId).Kill();
        Assert.Equal(Enumerable.Range(0, 9), await pool.GatherAsync(parts).OrTimeout());
    }

    [Theory]
    [InlineData(null)]
    [InlineData(1)]
    [InlineData(7)]
    public async Task Scatter_Maps_RunWhereThePartsAre(int? batch)
    {
        await using ProcessPool pool = await StartAsync();
        IReadOnlyList<Resident<int[]>> parts = await pool.ScatterAsync([.. Enumerable.Range(0, 10)]).OrTimeout();
        // In turns, in pairs, and with tasks between them that any worker may have.
        Resident<int[]>?[] inputs = [.. Enumerable.Range(0, 200).Select(i => i % 5 == 4 ? null : parts[i / 2 % 2])];
        int[] places = await pool.MapAsync(
            static (Resident<int[]>? part, WorkerContext context) => part is null ? -1 : context.WorkerId, inputs, new MapOptions { BatchSize = batch })
            .ToArrayAsync().AsTask().OrTimeout();
        Assert.Equal(Enumerable.Range(0, 200).Select(static i => i % 5 == 4 ? -1 : i / 2 % 2), places);
    }

    [Fact]
    public async Task Scatter_Tasks_RunWhereTheirPartIs()
    {
        await using ProcessPool pool = await StartAsync();
        IReadOnlyList<Resident<int[]>> parts = await pool.ScatterAsync([.. Enumerable.Range(0, 10)]).OrTimeout();
        for (int round = 0; round < 20; round++)
        {
            PoolTask<int>[] tasks = [.. parts.Select(part => pool.Submit(static (Resident<int[]> _, WorkerContext context) => context.WorkerId, part))];
            int[] places = await Task.WhenAll(tasks.Select(static task => task.AsTask())).OrTimeout();
            Assert.Equal([0, 1], places);
        }
    }

    [Fact]
    public async Task Broadcast_WorkersSentAwayForIdling_ComeBackForIt()
    {
        await using ProcessPool pool = await StartAsync(static options => options.IdleTimeout = TimeSpan.FromMilliseconds(20));
        await Eventually.Async("all workers are gone", () => pool.WorkerProcesses.Count == 0);
        using Resident<string> value = await pool.BroadcastAsync("x").OrTimeout();
        Assert.Equal("x", await pool.Submit(static (Resident<string> each) => each.Value, value).AsTask().OrTimeout());
    }

    [Fact]
    public async Task Disposed_GivenToATask_FailsThatTask()
    {
        await using ProcessPool pool = await StartAsync();
        Resident<int> value = await pool.BroadcastAsync(4).OrTimeout();
        value.Dispose();
        value.Dispose();
        await Assert.ThrowsAnyAsync<Exception>(() => pool.Submit(static (Resident<int> each) => each.Value, value).AsTask().OrTimeout());
        Assert.Equal(1, await pool.Submit(static () => 1).AsTask().OrTimeout());
    }

    [Fact]
    public async Task Broadcast_ValueThatCannotTravel_SaysSo()
    {
        await using ProcessPool pool = await StartAsync();
        await Assert.ThrowsAsync<ValueException>(() => pool.BroadcastAsync<Stream>(new MemoryStream()).OrTimeout());
    }
}
