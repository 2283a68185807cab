namespace Cluster.Calls;

/// <summary>The inputs of a map, from a source that is there or from one that has to be awaited.</summary>
/// <remarks>One thread at a time.</remarks>
internal abstract class InputFeed<T> : IAsyncDisposable
{
    /// <summary>How many there are; null if nobody knows before the end.</summary>
    internal virtual long? Count => null;

    /// <summary>Takes the next input if it is there at once. False at the end, and while it has to be awaited.</summary>
    internal abstract bool TryTake(out T input);

    /// <summary>What has to be awaited before the next input can be taken; null if nothing has to, or the end is reached.</summary>
    internal abstract Task? Pending { get; }

    /// <summary>Whether all inputs were taken.</summary>
    internal abstract bool IsOver { get; }

    public abstract ValueTask DisposeAsync();

    internal static InputFeed<T> Of(IEnumerable<T> source) => new There(source);

    internal static InputFeed<T> Of(IAsyncEnumerable<T> source, CancellationToken cancellationToken) => new Awaited(source, cancellationToken);

    private sealed class There(IEnumerable<T> source) : InputFeed<T>
    {
        private readonly IEnumerator<T> _inputs = source.GetEnumerator();
        private bool _over;

        internal override long? Count { get; } = source.TryGetNonEnumeratedCount(out int count) ? count : null;

        internal override Task? Pending => null;

        internal override bool IsOver => _over;

        internal override bool TryTake(out T input)
        {
            if (!_over && _inputs.MoveNext())
            {
                input = _inputs.Current;
                return true;
            }

            (_over, input) = (true, default!);
            return false;
        }

        public override ValueTask DisposeAsync()
        {
            _inputs.Dispose();
            return default;
        }
    }

    private sealed class Awaited(IAsyncEnumerable<T> source, CancellationToken cancellationToken) : InputFeed<T>
    {
        private readonly IAsyncEnumerator<T> _inputs = source.GetAsyncEnumerator(cancellationToken);
        private Task<bool>? _next;
        private bool _over;

        internal override Task? Pending => _next;

        internal override bool IsOver => _over;

        internal override bool TryTake(out T input)
        {
            input = default!;
            if (_over) return false;
            ValueTask<bool> next = _next is null ? _inputs.MoveNextAsync() : new ValueTask<bool>(_next);
            if (!next.IsCompleted)
            {
                _next ??= next.AsTask();
                return false;
            }

            _next = null;
            _over = true;
            // A source that fails is over too.
            if (!next.GetAwaiter().GetResult()) return false;
            (_over, input) = (false, _inputs.Current);
            return true;
        }

        public override async ValueTask DisposeAsync()
        {
            // An enumerator must not be disposed while it is moving.
            if (_next is not null) await ((Task)_next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            await _inputs.DisposeAsync().ConfigureAwait(false);
        }
    }
}
