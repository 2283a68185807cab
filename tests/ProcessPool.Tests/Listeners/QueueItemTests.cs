using Cluster.TestKit;
using Cluster.Tests.Hosting;
using Cluster.Tests.Pools.Crashes;
using Microsoft.Extensions.Logging;

namespace Cluster.Tests.Pools.Listeners;

/// <summary>Items of queues that cannot be read here: the task that sent one fails, its worker stays, and the other items arrive.</summary>
[Trait("Fault", "28")]
public sealed class QueueItemTests : PoolTest
{
    private const int ItemNotRead = 2011;

    static QueueItemTests() => Trap.IsProgram = true;

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    public async Task Add_ItemThatCannotBeReadHere_FailsItsTaskOnly(int batch)
    {
        await using ProcessPool pool = await StartAsync();
        int[] before = [.. pool.WorkerProcesses.Select(static worker => worker.ProcessId)];
        using TaskQueue<Trap> queue = pool.CreateQueue<Trap>();
        TaskOutcome<int>[] outcomes = await pool.MapAsync(Send, Enumerable.Range(0, 100).Select(i => (queue, i)), new MapOptions { BatchSize = batch }).Outcomes().ToArrayAsync().AsTask().OrTimeout();

        for (int i = 0; i < outcomes.Length; i++)
        {
            if (i % 7 == 3) Assert.Contains("a trap, ReadingInProgram", Assert.IsType<ValueException>(outcomes[i].Exception).Message, StringComparison.Ordinal);
            else Assert.Equal(i, outcomes[i].Value);
        }

        Assert.Equal(before, pool.WorkerProcesses.Select(static worker => worker.ProcessId));
        var arrived = new List<int>();
        while (queue.TryTake(out Trap? item)) arrived.Add(item.Peek());
        Assert.Equal(Enumerable.Range(0, 100).Where(static i => i % 7 != 3), arrived.Order());
    }

    [Fact]
    public async Task Add_ItemThatCannotBeReadHere_FailsASingleTaskOnceItHasReturned()
    {
        var log = new LogRecorder();
        using ILoggerFactory loggers = LoggerFactory.Create(logging => logging.AddProvider(log));
        await using ProcessPool pool = await StartAsync(options => options.LoggerFactory = loggers);
        using TaskQueue<Trap> queue = pool.CreateQueue<Trap>();
        await Assert.ThrowsAsync<ValueException>(() => pool.Submit(Send, queue, 3).AsTask().OrTimeout());
        Assert.Equal(4, await pool.Submit(Send, queue, 4).AsTask().OrTimeout());
        Assert.Single(log.Of(ItemNotRead));
    }

    // Of a thread that a task has left behind: there is nobody to fail.
    [Fact]
    public async Task Add_OfNoTask_IsLoggedAndTheWorkerStays()
    {
        var log = new LogRecorder();
        using ILoggerFactory loggers = LoggerFactory.Create(logging => logging.AddProvider(log));
        await using ProcessPool pool = await StartAsync(options => (options.LoggerFactory, options.Workers) = (loggers, 1));
        using TaskQueue<Trap> queue = pool.CreateQueue<Trap>();
        int process = await pool.Submit(static (TaskQueue<Trap> queue) =>
        {
            using AsyncFlowControl flow = ExecutionContext.SuppressFlow();
            var thread = new Thread(() => Send(queue, 3));
            thread.Start();
            thread.Join();
            return Environment.ProcessId;
        }, queue).AsTask().OrTimeout();
        await Eventually.Async("it is logged", () => log.Of(ItemNotRead).Length == 1);
        Assert.Equal(process, await pool.Submit(static () => Environment.ProcessId).AsTask().OrTimeout());
    }

    private static int Send(TaskQueue<Trap> queue, int i)
    {
        queue.Add(Trap.Make(i % 7 == 3 ? TrapAt.ReadingInProgram : TrapAt.Nowhere, null, i));
        return i;
    }
}
