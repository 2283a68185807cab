using System.Diagnostics;
using Cluster.TestKit;

namespace Cluster.Tests.Pools.FromPython;

/// <summary><c>with Pool(…) as pool</c>, kept over several calls, and <c>n_jobs=1</c>: row PPP-13.</summary>
public sealed class ContextManagerTests : PoolTest
{
    [Fact]
    public async Task Pool_SeveralCallsInOneScope_SameProcessesWhichAreGoneAfterIt()
    {
        int[] first;
        int[] second;
        await using (ProcessPool pool = await StartAsync())
        {
            first = await ProcessesAsync(pool);
            second = await ProcessesAsync(pool);
            int[] workers = [.. pool.WorkerProcesses.Select(static worker => worker.ProcessId)];
            Assert.All([.. first, .. second], id => Assert.Contains(id, workers));
        }

        Assert.All([.. first, .. second], static id => Assert.Throws<ArgumentException>(() => Process.GetProcessById(id)));
    }

    [Fact]
    public async Task Pool_OneJob_RunsInThisProcessWithoutAnother()
    {
        await using ProcessPool pool = await StartAsync(static options => options.Workers = 0);
        Assert.Equal([Environment.ProcessId], (await ProcessesAsync(pool)).Distinct());
        Assert.Empty(pool.WorkerProcesses);
    }

    private static Task<int[]> ProcessesAsync(ProcessPool pool) =>
        pool.MapAsync(static (int _) => Environment.ProcessId, Enumerable.Range(0, 20)).ToArrayAsync().AsTask().OrTimeout();
}
