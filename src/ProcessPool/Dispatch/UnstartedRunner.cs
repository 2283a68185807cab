namespace Cluster.Dispatch;

/// <summary>In the place of a runner, as long as a pool has not been started: says so.</summary>
/// <param name="name">Of the pool; null if it has none.</param>
/// <param name="workers">That it will have.</param>
internal sealed class UnstartedRunner(string? name, int workers) : ITaskRunner
{
    private volatile bool _refuses;

    public int Workers => workers;

    public int Running => 0;

    public void Submit(Call call) => throw NotStarted();

    public Task<CancelOutcome> Cancel(Call call) => throw NotStarted();

    public void Help(Call call, Task end)
    {
    }

    public void Resize(int workers) => throw NotStarted();

    public Task StaffAsync(CancellationToken cancellationToken) => throw NotStarted();

    public void Refuse() => _refuses = true;

    public Task DrainAsync() => Task.CompletedTask;

    public Task AbortAsync() => Task.CompletedTask;

    public ValueTask DisposeAsync() => default;

    // An object that is disposed is an invalid operation, too.
    private InvalidOperationException NotStarted() => _refuses ? new ObjectDisposedException(typeof(ProcessPool).FullName) : new InvalidOperationException(
        $"The pool{(name is null ? "" : $" '{name}'")} has not been started. It starts with the host, before any hosted service does: use it from StartAsync or ExecuteAsync on, "
        + "not in a constructor. Where no host runs, await its WarmUpAsync first.");
}
