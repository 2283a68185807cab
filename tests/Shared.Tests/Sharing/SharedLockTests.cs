using Cluster.Sharing;
using Cluster.TestKit;

namespace Cluster.Tests.Sharing;

/// <summary>The lock between the threads of this process, each with a mapping of its own; between processes: Cluster.Tests.</summary>
public sealed class SharedLockTests : IDisposable
{
    private readonly SharedLock _lock = SharedLock.Create(Path.GetTempPath());

    [Fact]
    public async Task Enter_SeveralThreads_LetsOneInAtATime()
    {
        const int Rounds = 2_000;
        long inside = 0, sum = 0;
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => OnThread.Run(() =>
        {
            SharedLock mine = SharedArrayTests.Attach(_lock, new SharedBlocks());
            for (int i = 0; i < Rounds; i++)
            {
                using SharedLock.Scope scope = mine.Enter();
                Assert.False(scope.WasAbandoned);
                Assert.Equal(1, Interlocked.Increment(ref inside));
                sum++;
                if (i % 100 == 0) Thread.Yield();
                Interlocked.Decrement(ref inside);
            }
        }))).OrTimeout();
        Assert.Equal(4 * Rounds, sum);
    }

    [Fact]
    public void Enter_Taken_WaitsUntilItIsFree()
    {
        SharedLock.Scope scope = _lock.Enter();
        using var waiting = new ManualResetEventSlim();
        Task other = OnThread.Run(() =>
        {
            waiting.Set();
            using SharedLock.Scope second = _lock.Enter(TestTimeouts.Unexpected);
        });
        Assert.True(waiting.Wait(TestTimeouts.Unexpected));
        Assert.False(other.IsCompleted);
        scope.Dispose();
        Join(other);
    }

    [Fact]
    public void TryEnter_Taken_IsFalseAtOnceOrAfterTheTime()
    {
        using SharedLock.Scope scope = _lock.Enter();
        Join(OnThread.Run(() =>
        {
            Assert.False(_lock.TryEnter(out SharedLock.Scope none));
            none.Dispose();
            Assert.False(_lock.TryEnter(TimeSpan.FromMilliseconds(20), out _));
            TimeoutException late = Assert.Throws<TimeoutException>(() => _lock.Enter(TimeSpan.FromMilliseconds(1)).Dispose());
            Assert.Contains($"process {Environment.ProcessId} holds it", late.Message, StringComparison.Ordinal);
            Assert.Throws<ArgumentOutOfRangeException>(() => _lock.Enter(TimeSpan.FromSeconds(-2)).Dispose());
        }));
    }

    [Fact]
    public void Enter_Cancelled_EndsTheWait()
    {
        using SharedLock.Scope scope = _lock.Enter();
        using var cancel = new CancellationTokenSource();
        Task waiting = OnThread.Run(() => _lock.Enter(cancel.Token).Dispose());
        cancel.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => Join(waiting));
    }

    [Fact]
    public void Enter_ByItsHolder_IsRefused()
    {
        using SharedLock.Scope scope = _lock.Enter();
        Assert.Throws<LockRecursionException>(() => _lock.Enter().Dispose());
        Assert.Throws<LockRecursionException>(() => _lock.TryEnter(out _));
    }

    [Fact]
    public void Dispose_OfAScopeTwice_GivesBackOnce()
    {
        SharedLock.Scope first = _lock.Enter();
        SharedLock.Scope copy = first;
        first.Dispose();
        SharedLock.Scope second = _lock.Enter();
        copy.Dispose();
        Join(OnThread.Run(() => Assert.False(_lock.TryEnter(out _))));
        second.Dispose();
        Assert.True(_lock.TryEnter(out SharedLock.Scope third));
        _lock.Dispose();
        third.Dispose();
        third.Dispose();
        copy.Dispose();
    }

    [Fact]
    public void Use_AfterDispose_IsRefused()
    {
        _lock.Dispose();
        Assert.Throws<ObjectDisposedException>(() => _lock.Enter().Dispose());
        Assert.Throws<ObjectDisposedException>(() => _lock.TryEnter(out _));
    }

    public void Dispose() => _lock.Dispose();

    // A scope cannot be held across an await.
    private static void Join(Task task) => task.OrTimeout().GetAwaiter().GetResult();
}
