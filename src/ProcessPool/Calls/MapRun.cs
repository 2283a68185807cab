using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Cluster.Calls;

/// <summary>One map: takes inputs as far ahead as it may, gives results as they are consumed.</summary>
/// <remarks>
/// <code>
///   source → batch → call → … → ended → outcomes → consumer
///              └────── at most MaxBuffered inputs, MaxBufferedBytes ──────┘
/// </code>
/// Inputs are taken on the consumer's thread, when it asks for a result: a consumer that stops stops the source, and memory stays as it is.
/// </remarks>
internal sealed class MapRun<TInput, TArguments, TResult>(
    CallFactory factory, TaskFunction<TArguments, TResult> function, Func<TInput, TArguments> arguments, MapOptions options)
    where TArguments : struct, IArguments
{
    private readonly LinkedList<MapCall<TArguments, TResult>> _calls = [];
    private readonly Channel<MapCall<TArguments, TResult>> _ended = Channel.CreateUnbounded<MapCall<TArguments, TResult>>(new() { SingleReader = true });
    private long _taken;
    private long _completed;

    internal async IAsyncEnumerable<TaskOutcome<TResult>> RunAsync(InputFeed<TInput> inputs, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        BatchSizer? sizer = options.BatchSize is null ? new BatchSizer(factory.Entry(function), factory.Workers, inputs.Count) : null;
        List<TArguments> batch = [];
        long buffered = 0;
        long bytes = 0;
        try
        {
            while (true)
            {
                cancellationToken.ThrowIfCancellationRequested();
                while (_calls.Count == 0 || (buffered < options.MaxBuffered && bytes < options.MaxBufferedBytes))
                {
                    // As long as nobody knows what a task takes, as few as keep all workers busy: what follows goes in better portions.
                    if (sizer is { IsLearning: true } && _calls.Count >= 2 * factory.Workers) break;
                    int size = options.BatchSize ?? (int)Math.Min(sizer!.Next(_taken), Math.Max(1, options.MaxBuffered / (2L * factory.Workers)));
                    while (batch.Count < size && inputs.TryTake(out TInput input)) batch.Add(arguments(input));
                    if (batch.Count == 0) break;
                    MapCall<TArguments, TResult> made = factory.Map(function, options, _taken, batch, Completed);
                    // By now: what has not ended yet may grow by its results, and is counted again when it is consumed.
                    _calls.AddLast(made);
                    _taken += batch.Count;
                    buffered += batch.Count;
                    bytes += made.Bytes;
                    batch.Clear();
                    factory.Runner.Submit(made);
                }

                if (_calls.Count == 0)
                {
                    if (inputs.IsOver) yield break;
                    await inputs.Pending!.WaitAsync(cancellationToken).ConfigureAwait(false);
                    continue;
                }

                MapCall<TArguments, TResult>? call = await NextAsync(inputs.Pending, buffered < options.MaxBuffered, cancellationToken).ConfigureAwait(false);
                if (call is null) continue;
                _calls.Remove(call);
                foreach (TaskOutcome<TResult> outcome in call.Outcomes) yield return outcome;
                buffered -= call.Outcomes.Count;
                bytes = 0;
                foreach (MapCall<TArguments, TResult> other in _calls) bytes += other.Bytes;
            }
        }
        finally
        {
            // The consumer has gone, or something failed: nobody wants the rest.
            foreach (MapCall<TArguments, TResult> call in _calls) _ = factory.Runner.Cancel(call);
            await inputs.DisposeAsync().ConfigureAwait(false);
        }
    }

    // The next call to consume; null if inputs can be taken instead.
    private async ValueTask<MapCall<TArguments, TResult>?> NextAsync(Task? pending, bool mayTake, CancellationToken cancellationToken)
    {
        if (options.Ordered)
        {
            MapCall<TArguments, TResult> first = _calls.First!.Value;
            if (first.Ended.IsCompleted) return first;
            if (pending is null || !mayTake)
            {
                await first.Ended.WaitAsync(cancellationToken).ConfigureAwait(false);
                return first;
            }

            await Task.WhenAny(first.Ended, pending).WaitAsync(cancellationToken).ConfigureAwait(false);
            return first.Ended.IsCompleted ? first : null;
        }

        if (_ended.Reader.TryRead(out MapCall<TArguments, TResult>? any)) return any;
        Task<bool> ended = _ended.Reader.WaitToReadAsync(cancellationToken).AsTask();
        if (pending is null || !mayTake) await ended.ConfigureAwait(false);
        else await Task.WhenAny(ended, pending).WaitAsync(cancellationToken).ConfigureAwait(false);
        return _ended.Reader.TryRead(out any) ? any : null;
    }

    private void Completed(MapCall<TArguments, TResult> call)
    {
        long completed = Interlocked.Add(ref _completed, call.Outcomes.Count);
        options.Progress?.Report(new PoolProgress(Volatile.Read(ref _taken), completed));
        if (!options.Ordered) _ended.Writer.TryWrite(call);
    }
}
