using System.Runtime.Serialization;
using Cluster.TestKit;

namespace Cluster.Tests.Pools.Values;

/// <summary>Arguments and results of tasks travel by value; what cannot travel fails that task, and only that one.</summary>
public sealed class TravellingTests(TwoWorkers workers) : IClassFixture<TwoWorkers>
{
    private ProcessPool Pool => workers.Pool;

    [Fact]
    public async Task Record_WithEverythingUsual_ComesBackEqual()
    {
        var order = new Order(
            Guid.NewGuid(), "Ä→𝄞", new DateTime(2026, 11, 20, 18, 0, 0, DateTimeKind.Utc), Kind.Second, null, 1.5m, [new Line(1, 2.5), new Line(2, -0.0)], new() { ["a"] = [1, 2], [""] = [] }, (1, "x"), [[1], [], [2, 3]]);
        Order back = await Pool.Submit(static (Order each) => each, order).AsTask().OrTimeout();
        Assert.Equivalent(order, back, strict: true);
        Assert.NotSame(order, back);
    }

    [Fact]
    public async Task Argument_ThatCannotTravel_FailsThatTaskNamingTheMember()
    {
        PoolTask<int> bad = Pool.Submit(static (Holder each) => each.Number, new Holder { Number = 1, Stream = new MemoryStream() });
        ValueException ex = await Assert.ThrowsAsync<ValueException>(() => bad.AsTask().OrTimeout());
        Assert.Contains("Stream", ex.Message, StringComparison.Ordinal);
        Assert.Equal(PoolTaskState.Failed, bad.State);
        Assert.Equal(CancelOutcome.TooLate, await bad.Cancel().OrTimeout());
        Assert.Equal(2, await Pool.Submit(static () => 2));
    }

    [Fact]
    public async Task Result_ThatCannotTravel_FailsThatTaskNamingTheMember()
    {
        RemoteTaskException ex = await Assert.ThrowsAsync<RemoteTaskException>(() => Pool.Submit(static () => new Holder { Stream = new MemoryStream() }).AsTask().OrTimeout());
        Assert.Equal(typeof(ValueException).FullName, ex.RemoteTypeName);
        Assert.Contains("Stream", ex.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(null)]
    public async Task Batch_SomeOfWhichCannotTravel_OnlyThoseItemsFail(int? batch)
    {
        int[] processes = [.. Pool.WorkerProcesses.Select(static worker => worker.ProcessId).Order()];
        IEnumerable<Lazy> inputs = Enumerable.Range(0, 100).Select(static i => new Lazy(i));
        TaskOutcome<Lazy>[] outcomes = await Pool.MapAsync(static (Lazy each) => each.Value % 5 == 2 ? each with { FailsToTravel = true } : each, inputs.Select(static each => each with { FailsToTravel = each.Value % 5 == 1 }), new MapOptions { BatchSize = batch }).Outcomes().ToArrayAsync().AsTask().OrTimeout();
        for (int i = 0; i < 100; i++)
        {
            Assert.Equal(i, outcomes[i].Index);
            if (i % 5 is 1 or 2) Assert.False(outcomes[i].IsSuccess);
            else Assert.Equal(i, outcomes[i].Value.Value);
        }

        Assert.Equal(processes, Pool.WorkerProcesses.Select(static worker => worker.ProcessId).Order());
    }

    [Fact]
    public async Task Batch_NoneOfWhichCanTravel_AllFailAndNoWorkerIsLost()
    {
        int[] processes = [.. Pool.WorkerProcesses.Select(static worker => worker.ProcessId).Order()];
        foreach (bool ordered in (bool[])[true, false])
        {
            TaskOutcome<int>[] outcomes = await Pool.MapAsync(
                static (Holder each) => each.Number, Enumerable.Range(0, 30).Select(static _ => new Holder { Stream = new MemoryStream() }), new MapOptions { BatchSize = 10, Ordered = ordered })
                .Outcomes().ToArrayAsync().AsTask().OrTimeout();
            Assert.Equal(30, outcomes.Length);
            Assert.All(outcomes, static each => Assert.IsType<ValueException>(each.Exception));
        }

        await Pool.DrainAsync().OrTimeout();
        Assert.Equal(processes, Pool.WorkerProcesses.Select(static worker => worker.ProcessId).Order());
    }

    [Theory]
    [InlineData(null)]
    [InlineData(0)]
    [InlineData(1 << 16)]
    public async Task InlineLimit_WhateverItIs_TheWorkerHasAnArrayOfItsOwn(int? limit)
    {
        await using ProcessPool pool = await PoolTest.StartAsync(options => options.InlineLimit = limit);
        double[] sent = [.. Enumerable.Range(0, 50_000).Select(static i => i * 0.25)];
        (double[] back, double sum) = await pool.Submit(Negate, sent).AsTask().OrTimeout();
        Assert.Equal(-sent.Sum(), sum);
        Assert.Equal(sent.Select(static x => -x), back);
        Assert.Equal(0.25, sent[1]);
        double[][] many = await pool.MapAsync(static (double[] x) => x, Enumerable.Range(0, 20).Select(i => sent[i..(i + 20_000)])).ToArrayAsync().AsTask().OrTimeout();
        Assert.All(many.Index(), each => Assert.Equal(sent[each.Index], each.Item[0]));
    }

    [Fact]
    public async Task LargeArrays_BothWaysAtATime_NobodyWaitsForEver()
    {
        await using ProcessPool pool = await PoolTest.StartAsync(static options => options.InlineLimit = null);
        int[] lengths = await pool.MapAsync(static (byte[] x) => x.Length, Enumerable.Range(0, 8).Select(static i => new byte[(8 << 20) + i])).ToArrayAsync().AsTask().OrTimeout();
        Assert.Equal(Enumerable.Range(0, 8).Select(static i => (8 << 20) + i), lengths);
        byte[][] echoed = await pool.MapAsync(static (byte[] x) => x, Enumerable.Range(0, 8).Select(static i => new byte[(8 << 20) + i])).ToArrayAsync().AsTask().OrTimeout();
        Assert.Equal(lengths, echoed.Select(static each => each.Length));
    }

    [Fact]
    public async Task SharedBarrier_TwoTasks_MeetInEveryPhase()
    {
        using SharedBarrier barrier = Pool.CreateBarrier(2);
        using SharedArray<int> slots = Pool.CreateShared<int>(2);
        PoolTask<bool>[] tasks = [.. Enumerable.Range(0, 2).Select(i => Pool.Submit(Meet, i, slots, barrier))];
        foreach (PoolTask<bool> task in tasks) Assert.True(await task.AsTask().OrTimeout());
        Assert.Equal(100, barrier.CurrentPhaseNumber);
    }

    private static (double[] Back, double Sum) Negate(double[] x)
    {
        for (int i = 0; i < x.Length; i++) x[i] = -x[i];
        return (x, x.Sum());
    }

    // Two arrivals a round: nobody goes on before the other has counted, nor counts again before the other has looked.
    private static bool Meet(int i, SharedArray<int> slots, SharedBarrier barrier)
    {
        for (int round = 1; round <= 50; round++)
        {
            slots[i] = round;
            barrier.SignalAndWait();
            if (slots[1 - i] != round) return false;
            barrier.SignalAndWait();
        }

        return true;
    }

    internal enum Kind
    {
        First,
        Second,
    }

    internal sealed record Line(int Number, double Price);

    internal sealed record Order(
        Guid Id, string Name, DateTime At, Kind Kind, int? Missing, decimal Total, List<Line> Lines, Dictionary<string, int[]> Map, (int, string) Pair, int[][] Nested);

    internal sealed class Holder
    {
        public int Number { get; set; }

        public Stream? Stream { get; set; }
    }

    /// <summary>Travels or not, by its value.</summary>
    [DataContract]
    internal sealed record Lazy([property: DataMember(Order = 0)] int Value)
    {
        [DataMember(Order = 1)]
        public bool FailsToTravel { get; init; }

        [DataMember(Order = 2)]
        public int Travelling
        {
            get => FailsToTravel ? throw new InvalidOperationException($"{Value} stays") : 0;
            init => _ = value;
        }
    }
}
