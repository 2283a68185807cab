using Cluster.TestKit;

namespace Cluster.Tests.Pools.Crashes;

/// <summary>Arguments and results whose own code throws, exits or crashes while they travel: the call concerned fails, and no other.</summary>
public sealed class TrapTests(TwoWorkers workers) : IClassFixture<TwoWorkers>
{
    static TrapTests() => Trap.IsProgram = true;

    public static TheoryData<TrapAt, Crash?> Everywhere => new()
    {
        { TrapAt.WritingInProgram, null },
        { TrapAt.ReadingInWorker, null },
        { TrapAt.ReadingInWorker, Crash.Exit },
        { TrapAt.ReadingInWorker, Crash.NativeFault },
        { TrapAt.WritingInWorker, null },
        { TrapAt.WritingInWorker, Crash.Exit },
        { TrapAt.WritingInWorker, Crash.NativeFault },
        { TrapAt.ReadingInProgram, null },
    };

    [Theory]
    [Trait("Fault", "13")]
    [Trait("Fault", "14")]
    [Trait("Fault", "15")]
    [MemberData(nameof(Everywhere))]
    public async Task Submit_BadAndGoodOnesMixed_AllSettle(TrapAt at, Crash? how)
    {
        int[] before = ProcessIds();
        int pairs = how is null ? 100 : TestScale.Of(15, 100);
        Task<int>[] tasks = [.. Enumerable.Range(0, 2 * pairs).Select(i => SubmitAsync(at, how, i))];
        for (int i = 0; i < tasks.Length; i++)
        {
            Task<int> task = tasks[i].OrTimeout();
            if (i % 2 == 1) Assert.Equal(i, await task);
            else AssertFailure(at, how, await Record.ExceptionAsync(() => task));
        }

        // What only throws costs no worker.
        if (how is null) Assert.Equal(before, ProcessIds());
        await CrashTests.AssertGoesOnAsync(workers.Pool);
    }

    [Theory]
    [Trait("Fault", "13")]
    [Trait("Fault", "14")]
    [Trait("Fault", "15")]
    [MemberData(nameof(Everywhere))]
    public async Task Map_BadOnesInBatches_OnlyTheyFail(TrapAt at, Crash? how)
    {
        int[] before = ProcessIds();
        int count = how is null ? 200 : 60;
        TaskOutcome<Trap>[] outcomes = await workers.Pool.MapAsync(
            static (Trap trap, TrapAt at, Crash? how, int i) => i % 10 == 3 ? Trap.Make(at, how, i) : Trap.Make(TrapAt.Nowhere, null, trap.Peek()),
            Enumerable.Range(0, count).Select(i => (Argument(at, how, i, isBad: i % 10 == 3), at, how, i)), new MapOptions { BatchSize = 10 }).Outcomes().ToArrayAsync().AsTask().OrTimeout();

        Assert.Equal(count, outcomes.Length);
        for (int i = 0; i < count; i++)
        {
            Assert.Equal(i, outcomes[i].Index);
            if (i % 10 == 3) AssertFailure(at, how, outcomes[i].Exception);
            else Assert.Equal(i, outcomes[i].Value.Peek());
        }

        if (how is null) Assert.Equal(before, ProcessIds());
        await CrashTests.AssertGoesOnAsync(workers.Pool);
    }

    [Fact]
    [Trait("Fault", "15")]
    public async Task Result_ThatCannotBeReadHere_SaysWhere()
    {
        ValueException ex = await Assert.ThrowsAsync<ValueException>(() => workers.Pool.Submit(static () => Trap.Make(TrapAt.ReadingInProgram, null, 1)).AsTask().OrTimeout());
        Assert.Contains("Trap cannot be read: InvalidOperationException: a trap", ex.Message, StringComparison.Ordinal);
    }

    // Even places are bad. Submitted when this returns.
    private async Task<int> SubmitAsync(TrapAt at, Crash? how, int i)
    {
        if (at is TrapAt.WritingInProgram or TrapAt.ReadingInWorker) return await workers.Pool.Submit(static (Trap trap) => trap.Peek(), Argument(at, how, i, isBad: i % 2 == 0));
        Trap made = await workers.Pool.Submit(static (TrapAt at, Crash? how, int i) => Trap.Make(i % 2 == 0 ? at : TrapAt.Nowhere, how, i), at, how, i);
        return made.Peek();
    }

    // One that would go off when a program reads it cannot even be made here.
    private static Trap Argument(TrapAt at, Crash? how, int i, bool isBad) =>
        new() { At = isBad && (at is TrapAt.WritingInProgram or TrapAt.ReadingInWorker) ? at : TrapAt.Nowhere, How = how, Value = i };

    private static void AssertFailure(TrapAt at, Crash? how, Exception? failure)
    {
        if (at is TrapAt.WritingInProgram or TrapAt.ReadingInProgram) Assert.IsType<ValueException>(failure);
        else if (how is null) Assert.Equal("Cluster.ValueException", Assert.IsType<RemoteTaskException>(failure).RemoteTypeName);
        else Assert.IsType<WorkerLostException>(failure);
    }

    private int[] ProcessIds() => [.. workers.Pool.WorkerProcesses.Select(static worker => worker.ProcessId).Order()];
}
