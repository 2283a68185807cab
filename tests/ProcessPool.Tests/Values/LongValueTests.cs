using Cluster.Memory;
using Cluster.TestKit;

namespace Cluster.Tests.Pools.Values;

/// <summary>
/// Values of no bytes, of one, and of more than a message holds: those fail their own task, and no worker is lost over them.
/// </summary>
[Trait("Fault", "44")]
public sealed class LongValueTests : PoolTest
{
    // As many as a message may have; with its header it is beyond the limit of values.
    private const int TooLong = 1 << 30;

    // Gigabytes that are touched for the first time take seconds where others work as well.
    private static readonly TimeSpan Unhurried = TimeSpan.FromMinutes(5);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData((1 << 20) - 1)]
    [InlineData(1 << 20)]
    [InlineData((1 << 20) + 1)]
    public async Task Bytes_AroundTheInlineLimit_ComeBack(int length)
    {
        await using ProcessPool pool = await StartAsync(static options => options.InlineLimit = 1 << 20);
        byte[] bytes = SeededRandom.Create().Bytes(length);
        Assert.Equal(bytes, await pool.Submit(static (byte[] each) => each, bytes).AsTask().OrTimeout());
    }

    [Fact]
    public async Task Argument_OfMoreThanAMessage_FailsItsTaskAlone()
    {
        SkipUnlessMemory();
        await using ProcessPool pool = await StartAsync(static options => options.InlineLimit = null);
        int[] before = ProcessesOf(pool);
        ValueException ex = await Assert.ThrowsAsync<ValueException>(() =>
            pool.Submit(static (byte[] each) => each.Length, new byte[TooLong]).AsTask().WaitAsync(Unhurried));
        Assert.Contains("SharedArray", ex.Message, StringComparison.Ordinal);
        Assert.Equal(2, await pool.Submit(static () => 2).AsTask().OrTimeout());
        Assert.Equal(before, ProcessesOf(pool));
    }

    [Fact]
    public async Task Result_OfMoreThanAMessage_FailsItsTaskAlone()
    {
        SkipUnlessMemory();
        await using ProcessPool pool = await StartAsync();
        int[] before = ProcessesOf(pool);
        RemoteTaskException ex = await Assert.ThrowsAsync<RemoteTaskException>(() =>
            pool.Submit(static () => new byte[TooLong]).AsTask().WaitAsync(Unhurried));
        Assert.Equal(typeof(ValueException).FullName, ex.RemoteTypeName);
        Assert.Contains("SharedArray", ex.Message, StringComparison.Ordinal);
        Assert.Equal(2, await pool.Submit(static () => 2).AsTask().OrTimeout());
        Assert.Equal(before, ProcessesOf(pool));
    }

    private static int[] ProcessesOf(ProcessPool pool) => [.. pool.WorkerProcesses.Select(static worker => worker.ProcessId).Order()];

    // The value, its bytes in a buffer that doubles, and a copy of them.
    private static void SkipUnlessMemory() =>
        Assert.SkipUnless(AvailableMemory.Bytes() > 8L << 30, "less than 8 GiB of memory are available");
}
