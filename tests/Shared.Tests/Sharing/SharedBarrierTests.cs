using Cluster.Sharing;
using Cluster.TestKit;

namespace Cluster.Tests.Sharing;

/// <summary>The barrier between the threads of this process, each with a mapping of its own; between processes: Cluster.Tests.</summary>
public sealed class SharedBarrierTests
{
    [Fact]
    public async Task SignalAndWait_SeveralThreadsAndPhases_NobodyRunsAhead()
    {
        const int Participants = 3, Phases = 300;
        using SharedBarrier barrier = SharedBarrier.Create(Participants, Path.GetTempPath());
        int[] at = new int[Participants];
        await Task.WhenAll(Enumerable.Range(0, Participants).Select(me => OnThread.Run(() =>
        {
            SharedBarrier mine = SharedArrayTests.Attach(barrier, new SharedBlocks());
            for (int phase = 1; phase <= Phases; phase++)
            {
                Volatile.Write(ref at[me], phase);
                mine.SignalAndWait(TestTimeouts.Unexpected);
                for (int other = 0; other < Participants; other++) Assert.InRange(Volatile.Read(ref at[other]), phase, phase + 1);
            }
        }))).OrTimeout();
        Assert.Equal((Phases, Participants), (barrier.CurrentPhaseNumber, barrier.ParticipantCount));
    }

    [Fact]
    public async Task SignalAndWait_OneMissing_SaysHowManyCameAndTakesItBack()
    {
        using SharedBarrier barrier = SharedBarrier.Create(3, Path.GetTempPath());
        Task<string>[] early = [.. Enumerable.Range(0, 2).Select(_ => OnThread.Run(() =>
            Assert.Throws<TimeoutException>(() => barrier.SignalAndWait(TimeSpan.FromMilliseconds(20))).Message))];
        string[] messages = await Task.WhenAll(early).OrTimeout();
        Assert.All(messages, message => Assert.Matches("[12] of 3 arrived", message));
        Task[] all = [.. Enumerable.Range(0, 3).Select(_ => OnThread.Run(() => barrier.SignalAndWait(TestTimeouts.Unexpected)))];
        await Task.WhenAll(all).OrTimeout();
        Assert.Equal(1, barrier.CurrentPhaseNumber);
    }

    [Fact]
    public async Task SignalAndWait_Cancelled_EndsTheWaitAndTakesItBack()
    {
        using SharedBarrier barrier = SharedBarrier.Create(2, Path.GetTempPath());
        using var cancel = new CancellationTokenSource();
        Task waiting = OnThread.Run(() => barrier.SignalAndWait(cancel.Token));
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.OrTimeout());
        TimeoutException alone = Assert.Throws<TimeoutException>(() => barrier.SignalAndWait(TimeSpan.Zero));
        Assert.Contains("1 of 2", alone.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void SignalAndWait_OneParticipant_NeverWaits()
    {
        using SharedBarrier barrier = SharedBarrier.Create(1, Path.GetTempPath());
        for (int i = 0; i < 3; i++) barrier.SignalAndWait();
        Assert.Equal(3, barrier.CurrentPhaseNumber);
    }

    [Fact]
    public void Use_Wrongly_IsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => SharedBarrier.Create(0, Path.GetTempPath()));
        SharedBarrier barrier = SharedBarrier.Create(2, Path.GetTempPath());
        barrier.Dispose();
        Assert.Throws<ObjectDisposedException>(() => barrier.SignalAndWait());
        Assert.Throws<ObjectDisposedException>(() => barrier.ParticipantCount);
    }
}
