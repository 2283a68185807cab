using Cluster.TestKit;

namespace Cluster.Tests.Sharing;

/// <summary>Shared arrays, values, locks and barriers between two real processes.</summary>
public sealed class BetweenProcessesTests : ProcessTest
{
    private const string NoPath = "";

    [Fact]
    public async Task Count_TwoProcesses_LosesNothing()
    {
        const int Rounds = 20_000;
        using SharedLock held = SharedLock.Create(NoPath);
        using SharedArray<long> plain = SharedArray<long>.Create(2, NoPath);
        using SharedValue<int> atomic = SharedValue<int>.Create(0, NoPath);
        using SharedValue<double> updated = SharedValue<double>.Create(0, NoPath);
        var counting = new Counting(held, plain, atomic, updated, Rounds);
        using OtherProcess other = OtherProcess.Start(Roles.Count, counting);
        Assert.Equal("counts", await other.SaysAsync());
        await OnThread.Run(counting.Play).OrTimeout();
        await other.EndsAsync();
        Assert.Equal([2 * Rounds, 2 * Rounds], plain.AsSpan().ToArray());
        Assert.Equal((2 * Rounds, 1.0 * Rounds), (atomic.Value, updated.Value));
    }

    [Fact]
    public async Task Enter_HolderKilled_IsTakenOverAndSaysSo()
    {
        using SharedLock held = SharedLock.Create(NoPath);
        using OtherProcess other = OtherProcess.Start(Roles.Hold, held);
        Assert.Equal("holds", await other.SaysAsync());
        Assert.False(TryEnter(held));
        Task<(bool, bool)> waiting = OnThread.Run(() => (Abandoned(held), Abandoned(held)));
        other.Kill();
        // Once, and not again for the next one.
        Assert.Equal((true, false), await waiting.OrTimeout());
        Assert.True(TryEnter(held));
    }

    [Fact]
    public async Task Enter_HolderEndsByItself_IsNotAbandoned()
    {
        using SharedLock held = SharedLock.Create(NoPath);
        using SharedArray<long> plain = SharedArray<long>.Create(2, NoPath);
        using SharedValue<int> atomic = SharedValue<int>.Create(0, NoPath);
        using SharedValue<double> updated = SharedValue<double>.Create(0, NoPath);
        using OtherProcess other = OtherProcess.Start(Roles.Count, new Counting(held, plain, atomic, updated, 10));
        await other.EndsAsync();
        Assert.False(Abandoned(held));
    }

    [Fact]
    public async Task SignalAndWait_TwoProcesses_MeetInEveryPhase()
    {
        const int Phases = 500;
        using SharedBarrier barrier = SharedBarrier.Create(2, NoPath);
        using SharedArray<int> at = SharedArray<int>.Create(2, NoPath);
        using OtherProcess other = OtherProcess.Start(Roles.Meet, (barrier, at, Phases));
        Assert.Equal("meets", await other.SaysAsync());
        await OnThread.Run(() => Meeting.Play(barrier, at, 0, Phases)).OrTimeout();
        await other.EndsAsync();
        Assert.Equal(Phases, barrier.CurrentPhaseNumber);
    }

    [Fact]
    public async Task SignalAndWait_OtherKilled_SaysThatOneOfTwoArrived()
    {
        using SharedBarrier barrier = SharedBarrier.Create(2, NoPath);
        using SharedArray<int> at = SharedArray<int>.Create(2, NoPath);
        using OtherProcess other = OtherProcess.Start(Roles.Meet, (barrier, at, 2));
        await OnThread.Run(() => barrier.SignalAndWait(TestTimeouts.Unexpected)).OrTimeout();
        other.Kill();
        // It may have arrived for the second phase, or not.
        for (long phase = barrier.CurrentPhaseNumber; ; phase++)
        {
            try
            {
                barrier.SignalAndWait(TimeSpan.FromMilliseconds(50));
                Assert.InRange(phase, 1, 2);
            }
            catch (TimeoutException ex)
            {
                Assert.Contains("1 of 2", ex.Message, StringComparison.Ordinal);
                break;
            }
        }
    }

    [Fact]
    public async Task Write_ToAReadOnlyArray_EndsTheOtherProcessAndNotTheData()
    {
        using SharedArray<int> array = SharedArray<int>.Create(10, NoPath);
        array[0] = 77;
        using OtherProcess other = OtherProcess.Start(Roles.WriteToReadOnly, array.AsReadOnly());
        Assert.Equal("77", await other.SaysAsync());
        await Assert.ThrowsAnyAsync<Exception>(other.EndsAsync);
        Assert.Equal(77, array[0]);
    }

    private static bool Abandoned(SharedLock held)
    {
        using SharedLock.Scope scope = held.Enter(TestTimeouts.Unexpected);
        return scope.WasAbandoned;
    }

    private static bool TryEnter(SharedLock held)
    {
        bool entered = held.TryEnter(out SharedLock.Scope scope);
        scope.Dispose();
        return entered;
    }
}
