using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Threading.Channels;
using Cluster.Dispatch;

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
    // One for all of its calls, so that they are told in order.
    private readonly MapOptions _options = options is { TaskProgress: null, Progress: null }
        ? options
        : options with { TaskProgress = factory.Listener(options.TaskProgress), Progress = factory.Listener(options.Progress) };

    private readonly LinkedList<MapCall<TArguments, TResult>> _calls = [];
    private readonly Channel<MapCall<TArguments, TResult>> _ended = Channel.CreateUnbounded<MapCall<TArguments, TResult>>(new() { SingleReader = true });
    private ExceptionDispatchInfo? _failed;
    private long _taken;
    private long _completed;

    // Of arguments and of the results that are there, of all calls that have not been consumed. Workers' link threads add to it.
    private long _bytes;

    /// <param name="open">Opens the source; its token is cancelled when the consumer leaves.</param>
    /// <param name="cancellationToken">Ends the enumeration.</param>
    internal async IAsyncEnumerable<TaskOutcome<TResult>> RunAsync(
        Func<CancellationToken, InputFeed<TInput>> open, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        InputFeed<TInput> inputs = open(leaving.Token);
        BatchSizer? sizer = _options.BatchSize is null ? new BatchSizer(factory.Entry(function), factory.Workers, inputs.Count) : null;
        List<TArguments> batch = [];
        long buffered = 0;
        try
        {
            while (true)
            {
                cancellationToken.ThrowIfCancellationRequested();
                bool isStarved = false;
                while (_calls.Count == 0 || Interlocked.Read(ref _bytes) < _options.MaxBufferedBytes)
                {
                    // As long as nobody knows what a task takes, as few as keep all workers busy: what follows goes in better portions.
                    if (sizer is { IsLearning: true } && _calls.Count >= 2 * factory.Workers) break;
                    int size = _options.BatchSize ?? (int)Math.Min(sizer!.Next(_taken), Math.Max(1, _options.MaxBuffered / (2L * factory.Workers)));
                    size = Math.Min(size, factory.MaxBatch);
                    // Batches that are larger than what may be taken ahead are taken all the same, one for each worker.
                    if (_calls.Count >= factory.Workers && buffered + size > _options.MaxBuffered) break;
                    while (batch.Count < size && TryTake(inputs, out TInput input)) batch.Add(arguments(input));
                    isStarved = batch.Count == 0;
                    if (isStarved) break;
                    MapCall<TArguments, TResult> made = factory.Map(function, _options, _taken, batch, Completed);
                    made.Node = _calls.AddLast(made);
                    _taken += made.Outcomes.Count;
                    buffered += made.Outcomes.Count;
                    Interlocked.Add(ref _bytes, made.ArgumentBytes);
                    batch.RemoveRange(0, made.Outcomes.Count);
                    if (made.Count > 0 && TryHand(made)) continue;
                    if (made.Count > 0)
                    {
                        _calls.Remove(made.Node);
                        batch.Clear();
                        isStarved = true;
                        break;
                    }

                    // None of its arguments can travel, and there is nothing to be sent.
                    made.State = CallState.Ended;
                    Endings.Complete(made, CancelOutcome.TooLate);
                }

                if (_calls.Count == 0)
                {
                    // After the results of what came before.
                    _failed?.Throw();
                    if (inputs.IsOver) yield break;
                    await inputs.Pending!.WaitAsync(cancellationToken).ConfigureAwait(false);
                    continue;
                }

                MapCall<TArguments, TResult>? call = await NextAsync(isStarved ? inputs.Pending : null, cancellationToken).ConfigureAwait(false);
                if (call is null) continue;
                _calls.Remove(call.Node!);
                foreach (TaskOutcome<TResult> outcome in call.Outcomes) yield return outcome;
                buffered -= call.Outcomes.Count;
                Interlocked.Add(ref _bytes, -call.ArgumentBytes - call.ResultBytes);
            }
        }
        finally
        {
            // The consumer has gone, or something failed: nobody wants the rest.
            // From behind: what waits is not to begin when what runs ends.
            for (LinkedListNode<MapCall<TArguments, TResult>>? node = _calls.Last; node is not null; node = node.Previous) _ = factory.Runner.Cancel(node.Value);
            await leaving.CancelAsync().ConfigureAwait(false);
            await inputs.DisposeAsync().ConfigureAwait(false);
        }
    }

    // A pool that has ended meanwhile: what came before is there, or will be, and is not to be lost with it.
    private bool TryHand(MapCall<TArguments, TResult> call)
    {
        try
        {
            factory.Hand(call);
            return true;
        }
        catch (ObjectDisposedException ex)
        {
            _failed = ExceptionDispatchInfo.Capture(ex);
            return false;
        }
    }

    private bool TryTake(InputFeed<TInput> inputs, out TInput input)
    {
        input = default!;
        if (_failed is not null) return false;
        try
        {
            return inputs.TryTake(out input);
        }
        catch (Exception ex)
        {
            _failed = ExceptionDispatchInfo.Capture(ex);
            return false;
        }
    }

    // The next call to consume; null if the input came first that was waited for.
    private async ValueTask<MapCall<TArguments, TResult>?> NextAsync(Task? pending, CancellationToken cancellationToken)
    {
        if (_options.Ordered)
        {
            MapCall<TArguments, TResult> first = _calls.First!.Value;
            if (first.Ended.IsCompleted) return first;
            if (pending is null)
            {
                await first.Ended.WaitAsync(cancellationToken).ConfigureAwait(false);
                return first;
            }

            await Task.WhenAny(first.Ended, pending).WaitAsync(cancellationToken).ConfigureAwait(false);
            return first.Ended.IsCompleted ? first : null;
        }

        if (_ended.Reader.TryRead(out MapCall<TArguments, TResult>? any)) return any;
        Task<bool> ended = _ended.Reader.WaitToReadAsync(cancellationToken).AsTask();
        if (pending is null) await ended.ConfigureAwait(false);
        else await Task.WhenAny(ended, pending).WaitAsync(cancellationToken).ConfigureAwait(false);
        return _ended.Reader.TryRead(out any) ? any : null;
    }

    private void Completed(MapCall<TArguments, TResult> call)
    {
        Interlocked.Add(ref _bytes, call.ResultBytes);
        long completed = Interlocked.Add(ref _completed, call.Outcomes.Count);
        _options.Progress?.Report(new PoolProgress(Volatile.Read(ref _taken), completed));
        if (!_options.Ordered) _ended.Writer.TryWrite(call);
    }
}
