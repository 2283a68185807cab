namespace Cluster.Tests.Pools;

/// <summary>One task at a time, and what becomes of it.</summary>
public sealed class SubmitTests : IAsyncLifetime
{
    private ProcessPool _pool = null!;

    public async ValueTask InitializeAsync() => _pool = await ProcessPool.StartAsync(new ProcessPoolOptions { Workers = 2 });

    public async ValueTask DisposeAsync() => await _pool.DisposeAsync();

    [Fact]
    public async Task Submit_Lambda_ReturnsItsResult() => Assert.Equal(3, await _pool.Submit(static (int a, int b) => a + b, 1, 2));

    [Fact]
    public async Task Submit_StaticMethod_RunsInAnotherProcess() => Assert.NotEqual(Environment.ProcessId, await _pool.Submit(ProcessId));

    [Fact]
    public async Task Submit_Throwing_FailsWithTheRemoteException()
    {
        RemoteTaskException ex = await Assert.ThrowsAsync<RemoteTaskException>(async () => await _pool.Submit(static (string s) => int.Parse(s), "x"));
        Assert.Equal("System.FormatException", ex.RemoteTypeName);
        Assert.Contains("Parse", ex.RemoteStackTrace);
    }

    [Fact]
    public async Task Map_Numbers_GivesTheirSquaresInOrder()
    {
        int[] squares = await _pool.MapAsync(static (int x) => x * x, Enumerable.Range(0, 1000)).ToArrayAsync();
        Assert.Equal(Enumerable.Range(0, 1000).Select(x => x * x), squares);
    }

    [Fact]
    public async Task Submit_Exit_FailsThatTaskOnly()
    {
        PoolTask<int> exits = _pool.Submit(static () => Exit());
        PoolTask<int>[] others = [.. Enumerable.Range(0, 100).Select(i => _pool.Submit(static (int x) => x, i))];
        WorkerLostException ex = await Assert.ThrowsAsync<WorkerLostException>(async () => await exits);
        Assert.Contains("exit code 0", ex.Message);
        for (int i = 0; i < 100; i++) Assert.Equal(i, await others[i]);
    }

    private static int ProcessId() => Environment.ProcessId;

    private static int Exit()
    {
        Environment.Exit(0);
        return 0;
    }
}
