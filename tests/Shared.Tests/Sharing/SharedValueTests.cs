using Cluster.Sharing;
using Cluster.TestKit;

namespace Cluster.Tests.Sharing;

public sealed class SharedValueTests
{
    [Fact]
    public async Task Update_SeveralThreadsAndMappings_LosesNothing()
    {
        const int Rounds = 5_000;
        using SharedValue<long> number = SharedValue<long>.Create(10, Path.GetTempPath());
        using SharedValue<Pair> pair = SharedValue<Pair>.Create(new Pair(1, 1, 1), Path.GetTempPath());
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => OnThread.Run(() =>
        {
            var worker = new SharedBlocks();
            SharedValue<long> mine = SharedArrayTests.Attach(number, worker);
            SharedValue<Pair> also = SharedArrayTests.Attach(pair, worker);
            for (int i = 0; i < Rounds; i++)
            {
                mine.Increment();
                mine.Update(value => value + 1);
                also.Update(value => new Pair(value.A + 1, value.B + 1, value.C + 1));
                Pair seen = also.Value;
                Assert.Equal((seen.A, seen.A), (seen.B, seen.C));
            }
        }))).OrTimeout();
        Assert.Equal(10 + (6 * Rounds), number.Value);
        Assert.Equal(new Pair(1 + (3 * Rounds), 1 + (3 * Rounds), 1 + (3 * Rounds)), pair.Value);
    }

    [Fact]
    public void Value_OfEachSize_IsSetExchangedAndCompared()
    {
        using SharedValue<double> real = SharedValue<double>.Create(0.5, Path.GetTempPath());
        Assert.Equal(2.0, real.Add(1.5));
        Assert.Equal(2.0, real.CompareExchange(7, 2.0));
        Assert.Equal(7.0, real.Exchange(1));
        Assert.Equal(0.0, real.Decrement());
        real.Value = -1;
        Assert.Equal(-1, real.Value);
        using SharedValue<Guid> large = SharedValue<Guid>.Create(Guid.Empty, Path.GetTempPath());
        var id = Guid.NewGuid();
        Assert.Equal(Guid.Empty, large.Exchange(id));
        Assert.Equal(id, large.Value);
        large.Value = Guid.Empty;
        Assert.Equal(id, large.Update(_ => id));
        Assert.Throws<NotSupportedException>(() => large.CompareExchange(id, id));
    }

    [Fact]
    public void Update_ThatThrows_LeavesTheValueAndTheLockFree()
    {
        using SharedValue<Guid> large = SharedValue<Guid>.Create(Guid.Empty, Path.GetTempPath());
        Assert.Throws<InvalidOperationException>(() => large.Update(_ => throw new InvalidOperationException()));
        Assert.Equal(Guid.Empty, large.Value);
    }

    [Fact]
    public void Use_AfterDispose_IsRefused()
    {
        SharedValue<int> value = SharedValue<int>.Create(1, Path.GetTempPath());
        value.Dispose();
        value.Dispose();
        Assert.Throws<ObjectDisposedException>(() => value.Value);
        Assert.Throws<ObjectDisposedException>(() => value.Value = 1);
        Assert.Throws<ObjectDisposedException>(() => value.Increment());
        Assert.Throws<ObjectDisposedException>(() => value.Update(v => v));
    }

    internal readonly record struct Pair(long A, long B, long C);
}
