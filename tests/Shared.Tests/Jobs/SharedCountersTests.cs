using System.Runtime.CompilerServices;
using Cluster.DataPlane.Mapped;
using Cluster.Jobs;
using Cluster.Memory;
using Cluster.TestKit;

namespace Cluster.Tests.Jobs;

public sealed class SharedCountersTests : IDisposable
{
    private const int Count = 3;

    private readonly MappedCounters _memory;

    public SharedCountersTests()
    {
        var buffer = new NativeBuffer(MappedCounters.ByteLength(Count));
        _memory = new MappedCounters(Count, buffer.Address, buffer);
        _memory.Clear();
    }

    [Fact]
    public void Index_Neighbours_Lie128BytesApart()
    {
        SharedCounters counters = _memory.Begin(0);
        Assert.Equal(Count, counters.Count);
        for (int i = 1; i < Count; i++) Assert.Equal(128, Unsafe.ByteOffset(ref counters[i - 1], ref counters[i]));
        counters[Count - 1] = 5;
        Assert.Equal([0, 0, 5], _memory.Read());
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(Count)]
    [InlineData(int.MaxValue)]
    [InlineData(int.MinValue)]
    public void Index_Outside_IsRefused(int index)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => _memory.Begin(0)[index]);
        Assert.Throws<ArgumentOutOfRangeException>(() => default(SharedCounters)[index]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(SharedCounters.MostCounters + 1)]
    [InlineData(int.MaxValue)]
    public void ByteLength_NoneOrTooMany_IsRefused(int count) => Assert.Throws<ArgumentOutOfRangeException>(() => MappedCounters.ByteLength(count));

    [Fact]
    public void ByteLength_Most_Is8MiBAndTheLock() => Assert.Equal((8 << 20) + 128, MappedCounters.ByteLength(SharedCounters.MostCounters));

    [Theory]
    [InlineData(2)]
    [InlineData(8)]
    public async Task Enter_SeveralThreads_LetsOneInAtATime(int threads)
    {
        const int Rounds = 20_000;
        await Task.WhenAll(Enumerable.Range(0, threads).Select(worker => OnThread.Run(() =>
        {
            SharedCounters counters = _memory.Begin(worker);
            for (int i = 0; i < Rounds; i++)
            {
                using SharedCounters.Hold held = counters.Enter();
                Assert.Equal(worker, counters.Holder);
                // Two that are changed together, by ordinary reads and writes.
                Assert.Equal(counters[0], counters[1]);
                counters[0]++;
                counters[1]++;
            }
        }))).OrTimeout();
        Assert.Equal([threads * Rounds, threads * Rounds, 0], _memory.Read());
        Assert.Equal(-1, _memory.Begin(0).Holder);
    }

    [Fact]
    public async Task Enter_Taken_SaysThatItHasWaited()
    {
        bool waited = false;
        // The other one may come after the release; then it has not waited, and they meet again.
        for (int round = 0; round < 10_000 && !waited; round++)
        {
            SharedCounters.Hold held = _memory.Begin(0).Enter();
            Assert.False(held.Waited);
            using var running = new ManualResetEventSlim();
            Task<bool> other = OnThread.Run(() =>
            {
                running.Set();
                using SharedCounters.Hold second = _memory.Begin(1).Enter();
                return second.Waited;
            });
            Assert.True(running.Wait(TestTimeouts.Unexpected));
            for (int i = 0; i < round; i++) Thread.Yield();
            held.Dispose();
            waited = await other.OrTimeout();
        }

        Assert.True(waited);
    }

    [Fact]
    public void Enter_ByItsHolder_IsRefused()
    {
        using SharedCounters.Hold held = _memory.Begin(7).Enter();
        Assert.Throws<LockRecursionException>(() => _memory.Begin(7).Enter());
        Assert.Equal(7, _memory.Begin(0).Holder);
    }

    [Fact]
    public async Task Release_OfAHolderThatIsGone_LetsTheNextOneIn()
    {
        _ = _memory.Begin(2).Enter();
        Task<bool> waiting = OnThread.Run(() =>
        {
            using SharedCounters.Hold held = _memory.Begin(1).Enter();
            return true;
        });
        // Neither of them has it.
        _memory.Release(1);
        _memory.Release(0);
        Assert.Equal(2, _memory.Begin(0).Holder);
        Assert.False(waiting.IsCompleted);
        _memory.Release(2);
        Assert.True(await waiting.OrTimeout());
    }

    [Fact]
    public void Clear_CountedAndLocked_IsAsNew()
    {
        _ = _memory.Begin(2).Enter();
        _memory.Begin(0)[1] = 4;
        _memory.Clear();
        Assert.Equal([0, 0, 0], _memory.Read());
        using SharedCounters.Hold held = _memory.Begin(2).Enter();
        Assert.False(held.Waited);
    }

    public void Dispose() => _memory.Dispose();
}
