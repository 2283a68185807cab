namespace Cluster;

/// <summary>The results of a map, as they come. Enumerating them runs the tasks.</summary>
/// <typeparam name="TResult">What the function returns.</typeparam>
/// <remarks>
/// A task that fails ends the enumeration with its exception, and what has not ended by then is cancelled; so does leaving the loop. Who wants the rest all
/// the same enumerates <see cref="Outcomes"/>.
/// </remarks>
public sealed class MapResults<TResult> : IAsyncEnumerable<TResult>
{
    private readonly Func<CancellationToken, IAsyncEnumerable<TaskOutcome<TResult>>> _run;
    private readonly CancellationToken _cancellationToken;

    internal MapResults(Func<CancellationToken, IAsyncEnumerable<TaskOutcome<TResult>>> run, CancellationToken cancellationToken) =>
        (_run, _cancellationToken) = (run, cancellationToken);

    /// <summary>What became of each task, as data: a task that fails does not end the enumeration.</summary>
    /// <returns>One outcome for each input.</returns>
    public IAsyncEnumerable<TaskOutcome<TResult>> Outcomes() => new Enumerable<TaskOutcome<TResult>>(GetOutcomesAsync);

    /// <inheritdoc/>
    public async IAsyncEnumerator<TResult> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        await using IAsyncEnumerator<TaskOutcome<TResult>> outcomes = GetOutcomesAsync(cancellationToken);
        while (await outcomes.MoveNextAsync().ConfigureAwait(false)) yield return outcomes.Current.Value;
    }

    private async IAsyncEnumerator<TaskOutcome<TResult>> GetOutcomesAsync(CancellationToken cancellationToken)
    {
        using CancellationTokenSource? both = _cancellationToken.CanBeCanceled && cancellationToken.CanBeCanceled
            ? CancellationTokenSource.CreateLinkedTokenSource(_cancellationToken, cancellationToken)
            : null;
        CancellationToken token = both?.Token ?? (cancellationToken.CanBeCanceled ? cancellationToken : _cancellationToken);
        await foreach (TaskOutcome<TResult> outcome in _run(token).ConfigureAwait(false)) yield return outcome;
    }

    private sealed class Enumerable<T>(Func<CancellationToken, IAsyncEnumerator<T>> start) : IAsyncEnumerable<T>
    {
        public IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default) => start(cancellationToken);
    }
}
